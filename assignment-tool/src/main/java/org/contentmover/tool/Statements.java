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
    out.printf("  %-26s %s%n", name, onOneLine(value.toString()));
  }

  /**
   * Names come from strangers: one with a line feed or an escape sequence must not look like a line
   * of the tool, or speak to the terminal. It is shown in quotes, with escapes.
   */
  private static String onOneLine(String text) {
    if (text.codePoints().noneMatch(Statements::isUnprintable)) {
      return text;
    }
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (isUnprintable(c)) {
                shown.append(String.format("\\u{%x}", c));
              } else {
                shown.append(c == '"' || c == '\\' ? "\\" : "").appendCodePoint(c);
              }
            });
    return shown.append('"').toString();
  }

  private static boolean isUnprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
