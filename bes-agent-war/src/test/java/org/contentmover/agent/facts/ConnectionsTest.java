package org.contentmover.agent.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {
  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

  @TempDir Path directory;

  private Path table(String name, String... states) throws Exception {
    StringBuilder lines = new StringBuilder(HEADER);
    for (String state : states) {
      lines.append("   0: 0100007F:1F90 0100007F:C350 ").append(state).append(" 00000000:0 1\n");
    }
    return Files.writeString(directory.resolve(name), lines);
  }

  @Test
  void shouldCountWhatIsOpenInBothTables() throws Exception {
    Path four = table("tcp", "0A", "01", "01", "06");
    Path six = table("tcp6", "01", "0A");
    assertEquals(3, new Connections(List.of(four, six)).open());
  }

  @Test
  void shouldKnowNoneWhereTheSystemDoesNotTell() throws Exception {
    assertEquals(0, new Connections(List.of(directory.resolve("none"))).open());
    Path four = table("tcp", "01");
    assertEquals(1, new Connections(List.of(four, directory.resolve("none"))).open());
  }
}
