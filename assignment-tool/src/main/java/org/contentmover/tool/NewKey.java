package org.contentmover.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;

/**
 * Makes a publisher's key pair: the private key in FILE, mode 0600, the public one beside it, for
 * the configuration of servers (CM-12).
 */
record NewKey(Path file) implements ToolCommand {
  private static final String PUBLIC = ".pub";

  @Override
  public void run(PrintStream out, Figures figures) throws IOException {
    Path known = file.resolveSibling(file.getFileName() + PUBLIC);
    for (Path it : new Path[] {file, known}) {
      if (Files.exists(it, LinkOption.NOFOLLOW_LINKS)) {
        throw new WrongUse(it + " is there already; no key is ever replaced");
      }
    }
    ExistingDirectory.require("the directory of FILE,", file.toAbsolutePath().getParent());
    SigningKey key = KeyFile.loadOrCreate(file);
    KeyFile.writePublic(known, key.publicKey());
    out.printf("made key %s: keep %s, give %s to servers%n", key.keyId(), file, known);
  }
}
