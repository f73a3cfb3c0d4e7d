package org.contentmover.farm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Archives of the classes that servers load (class data sharing): who is started with one reads and
 * verifies none of them again, which is a large part of a start. Only for farms of tests, which
 * name a directory; the first server of a kind that finds no archive there writes it when it is
 * stopped. The JVM itself leaves what is out of date unused. Farms of several JVMs may share the
 * directory.
 */
final class SharedClasses {

  /** System property: the directory. */
  private static final String DIRECTORY = "contentmover.farm.shared.classes";

  private final Path directory;
  private final Map<String, Path> written = new HashMap<>();

  SharedClasses() {
    String configured = System.getProperty(DIRECTORY, "");
    directory = configured.isEmpty() ? null : Path.of(configured).toAbsolutePath();
  }

  /**
   * Options of the JVM of a server that is started.
   *
   * @param kind servers of one kind share an archive
   */
  synchronized List<String> options(String server, String kind) throws IOException {
    written.remove(server);
    if (directory == null) {
      return List.of();
    }
    Path archive = archive(kind);
    if (Files.exists(archive)) {
      return List.of("-XX:SharedArchiveFile=" + archive);
    }
    Path next = archive.resolveSibling(kind + "-" + ProcessHandle.current().pid());
    if (written.containsValue(next)) {
      return List.of();
    }
    Files.createDirectories(directory);
    Files.deleteIfExists(next);
    written.put(server, next);
    return List.of("-XX:ArchiveClassesAtExit=" + next, "-Xlog:disable", "-Xlog:all=error:stderr");
  }

  /** Whether a server writes an archive before it ends, which takes some seconds. */
  synchronized boolean isWrittenBy(String server) {
    return written.containsKey(server);
  }

  /** What this server wrote is whole: it ended by itself. */
  synchronized void endedByItself(String server, String kind) {
    Path next = written.remove(server);
    if (next == null || !Files.exists(next)) {
      return;
    }
    try {
      Files.move(next, archive(kind), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path archive(String kind) {
    return directory.resolve(kind + ".jsa");
  }
}
