package org.contentmover.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A table in a document below docs/protocol which a test compares to what the code does. It stands
 * between {@code <!-- name: written by Test -->} and {@code <!-- end of name -->}; with {@code
 * -Dcontentmover.docs.rewrite=true} the test writes it instead.
 */
public final class DocumentedTable {
  /** The folder docs/protocol. */
  public static final Path PROTOCOLS =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "protocol");

  private final Path document;
  private final String begin;
  private final String end;

  /** The table of that name, which that test writes. */
  public DocumentedTable(String document, String name, Class<?> test) {
    this.document = PROTOCOLS.resolve(document);
    this.begin = "<!-- " + name + ": written by " + test.getSimpleName() + " -->";
    this.end = "<!-- end of " + name + " -->";
  }

  /** Fails when the document has another table, or writes this one into it. */
  public void shouldBe(String table) throws IOException {
    String text = Files.readString(document);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    assertTrue(from >= begin.length() && from <= to, () -> begin + " is missing in " + document);
    if (Boolean.getBoolean("contentmover.docs.rewrite")) {
      Files.writeString(
          document, text.substring(0, from) + "\n" + table.strip() + "\n" + text.substring(to));
    } else {
      assertEquals(
          text.substring(from, to).strip(),
          table.strip(),
          () -> "the table in " + document.normalize() + " is another one");
    }
  }
}
