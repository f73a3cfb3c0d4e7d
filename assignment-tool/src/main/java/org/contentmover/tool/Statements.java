package org.contentmover.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;

/** Publishers' statements in files and on screens. */
final class Statements {
  private Statements() {}

  static SignedStatement read(Path file) throws IOException {
    try {
      return SignedStatement.parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new ToolFailure(file + ": " + e.getMessage());
    }
  }

  static void print(PrintStream out, SignedStatement signed) {
    PublisherStatement statement = signed.statement();
    line(out, "publisher's key", signed.keyId());
    line(out, "allows on site", statement.hostedSite());
    line(out, "in content group", statement.contentGroup());
    line(out, "tree", statement.target());
    for (ContentHash it : statement.back()) {
      line(out, "and the way back to", it);
    }
    line(out, "allowed at", statement.issuedAt());
    line(out, "allowed until", statement.expiresAt().map(Object::toString).orElse("a later one"));
  }

  static void line(PrintStream out, String name, Object value) {
    out.printf("  %-26s %s%n", name, value);
  }
}
