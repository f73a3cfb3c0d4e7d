package org.contentmover.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;

/** Publishers' statements in files and on screens. */
final class Statements {
  /** What the file may have more than the longest statement is not looked at. */
  private static final int MOST_BYTES = 8 * 1024;

  private Statements() {}

  static SignedStatement read(Path file) throws IOException {
    if (!Files.isDirectory(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        // As the bytes they are: what is no base64 is refused, be it text or not.
        return SignedStatement.parse(
            new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1));
      } catch (IllegalArgumentException e) {
        // Told below: of which byte the decoder complains helps nobody.
      }
    }
    throw new ToolFailure(file + " is no publisher's statement; one is made by: ./assignment sign");
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
