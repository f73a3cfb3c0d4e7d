package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator reads in the log when a server does not take what it is to fetch. */
class RefusalTest {
  private static final Logger LOGGER = Logger.getLogger(DistributionEdge.class.getName());

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          warnings.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.setLevel(Level.WARNING); // Tests are silent otherwise.
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void leave() {
    LOGGER.removeHandler(handler);
    LOGGER.setLevel(null);
  }

  @Test
  void shouldWarnOnceForEachTarget() throws IOException {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    try (Ccm ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock)) {
      Farm farm = new Farm(ccm, clock).with("boston", "boston-1").with("london", "london-1");
      farm.second();
      farm.agent("boston-1").refuses = "HTTP 409: the site\nis unknown";
      farm.agent("london-1").refuses = "HTTP 403: wrong key";
      farm.start(PublishedSite.jobFor(ccm, staging));
      farm.seconds(60);
    }
    assertEquals(2, warnings.size(), warnings.toString());
    assertWarned("Server boston-1 ", "HTTP 409: the site is unknown");
    assertWarned("Server london-1 ", "HTTP 403: wrong key");
  }

  private void assertWarned(String server, String reason) {
    assertTrue(
        warnings.stream()
            .anyMatch(
                text ->
                    text.startsWith("WARNING") && text.contains(server) && text.contains(reason)),
        warnings.toString());
  }
}
