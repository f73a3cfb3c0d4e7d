package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.gl.api.FaultRates;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every counter an administrator sees is explained where its protocol is. */
class CountersTest {
  private static final Path PROTOCOLS = Path.of("../../docs/protocol");
  private static final List<String> PAGES =
      List.of("connector.md", "election.md", "mctp.md", "registration.md", "security.md");

  /** In the first column of a table. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\|");

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @TempDir Path root;

  @Test
  void shouldAllBeExplained() throws Exception {
    FaultRates some = FaultRates.parse("loss=1%");
    FaultSettings faults = new FaultSettings(some, some, some, some, 1);
    try (TestServer server =
        new TestServer("boston-1", root, SegmentPorts.nextPair(), 50, faults)) {
      server.join();
      Documented documented = Documented.read();
      Set<String> unexplained = new TreeSet<>(server.connector().segment().counters().keySet());
      assertTrue(unexplained.size() > 80, unexplained + " are not all");
      unexplained.removeIf(documented::explains);
      assertEquals(Set.of(), unexplained, "not in the tables of docs/protocol");
    }
  }

  @Test
  void shouldNoticeOneThatIsNotExplained() throws IOException {
    Documented documented = Documented.read();
    assertTrue(documented.explains("mctp.frames.sent"));
    assertTrue(documented.explains("carrier.data.bytes-sent"));
    assertFalse(documented.explains("mctp.frames.invented"));
    assertFalse(documented.explains("carrier.data.invented"));
  }

  /** Names in the tables; {@code a.…} and {@code ….b} stand for their combinations. */
  private record Documented(Set<String> names) {
    static Documented read() throws IOException {
      Set<String> names = new TreeSet<>();
      for (String page : PAGES) {
        Matcher row = ROW.matcher(Files.readString(PROTOCOLS.resolve(page)));
        while (row.find()) {
          Matcher name = NAME.matcher(row.group(1));
          while (name.find()) {
            names.add(name.group(1));
          }
        }
      }
      return new Documented(names);
    }

    boolean explains(String counter) {
      for (int dot = counter.indexOf('.'); dot >= 0; dot = counter.indexOf('.', dot + 1)) {
        boolean known =
            names.contains(counter.substring(0, dot + 1) + "…")
                && names.contains("…" + counter.substring(dot));
        if (known) {
          return true;
        }
      }
      return names.contains(counter);
    }
  }
}
