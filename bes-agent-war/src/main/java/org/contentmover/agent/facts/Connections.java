package org.contentmover.agent.facts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Counts the open TCP connections of a host, from the tables Linux keeps of them (EL-14). */
final class Connections {
  private static final Logger LOG = Logger.getLogger(Connections.class.getName());
  private static final int STATE_COLUMN = 3;
  private static final String ESTABLISHED = "01";

  private final List<Path> tables;

  Connections(List<Path> tables) {
    this.tables = tables;
  }

  static Connections ofThisHost() {
    return new Connections(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
  }

  /** How many there are; 0 where the system does not tell. */
  int open() {
    long open = 0;
    for (Path table : tables) {
      try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
        open += lines.filter(Connections::isEstablished).count();
      } catch (NoSuchFileException e) {
        LOG.log(Level.FINE, "this system does not tell its connections", e);
      } catch (IOException | UncheckedIOException e) {
        LOG.log(Level.FINE, table + " cannot be read", e);
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, open);
  }

  private static boolean isEstablished(String line) {
    String[] columns = line.strip().split(" +");
    return columns.length > STATE_COLUMN && columns[STATE_COLUMN].equals(ESTABLISHED);
  }
}
