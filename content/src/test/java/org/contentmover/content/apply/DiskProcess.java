package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.stream.Stream;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;

/**
 * An agent's work on a site on a disk of its own, which changes meanwhile: {@code KEY_FILE ROOT
 * ASSIGNMENT|"!COMMAND"…}. Says what became of each assignment, and how many entries are live.
 */
public final class DiskProcess {
  private DiskProcess() {}

  /** Opens the site, carries out assignments and runs commands. */
  public static void main(String[] arguments) throws Exception {
    Server server = Server.under(Path.of(arguments[1]));
    PublicKey key = SiteProcess.key(Path.of(arguments[0]));
    // Claims that there is space enough, so that the disk itself has to say that there is not.
    try (ContentInterpreter interpreter =
        ContentInterpreter.open(
            server.site(), TrustedKeys.of(key), Publisher.CLOCK, 2, new DelegatingFileSystem())) {
      for (String next : Arrays.asList(arguments).subList(2, arguments.length)) {
        if (next.startsWith("!")) {
          run(next.substring(1).split(" "));
        } else {
          AssignmentOutcome it = interpreter.carryOut(Path.of(next));
          System.out.println(
              it.result() + " " + it.reason() + " " + live(server) + " " + it.detail());
        }
      }
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command));
    }
  }

  private static long live(Server server) throws IOException {
    if (server.liveTarget().equals("nothing")) {
      return 0;
    }
    try (Stream<Path> live = Files.walk(server.site().live().toRealPath())) {
      return live.count();
    }
  }
}
