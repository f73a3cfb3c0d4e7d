package org.contentmover.gl.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectorLogTest {
  @Test
  void shouldGiveEveryMessageANumberOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (ConnectorLog message : ConnectorLog.values()) {
      assertTrue(ids.add(message.id()), message.id() + " twice");
    }
    assertEquals("GLC0010", ConnectorLog.JOINED.id());
  }

  @ParameterizedTest
  @EnumSource(ConnectorLog.class)
  void shouldFormatWithNumbersInEveryPlace(ConnectorLog message) {
    Object[] numbers = Collections.nCopies(10, 4_711L).toArray();
    String text = message.message(numbers);
    assertTrue(text.startsWith(message.id() + ": "), text);
    assertTrue(text.endsWith(".") || text.contains("4711"), text);
  }

  @Test
  void shouldBeTheTableInTheDocumentation() throws IOException {
    StringBuilder expected = new StringBuilder("| number | level | text |\n|---|---|---|\n");
    for (ConnectorLog message : ConnectorLog.values()) {
      expected.append(message.documentation()).append('\n');
    }
    String page = Files.readString(Path.of("../../docs/protocol/connector.md"));
    String begin = "<!-- log messages: checked by ConnectorLogTest -->\n";
    String table =
        page.substring(
            page.indexOf(begin) + begin.length(), page.indexOf("<!-- end of log messages -->"));
    assertEquals(expected.toString(), table);
  }

  @Test
  void shouldSayMoreThanAPathWhenAFileIsTheTrouble() {
    for (IOException cause :
        Arrays.asList(
            new NoSuchFileException("/spool/a"),
            new AccessDeniedException("/spool/a"),
            new FileSystemException("/spool/a"),
            new FileSystemException("/spool/a", null, "No space left on device"))) {
      String reason = Reason.of(cause);
      assertTrue(reason.contains("/spool/a") && reason.length() > 15, reason);
    }
  }
}
