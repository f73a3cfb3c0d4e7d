package org.contentmover.ccm.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobRecordsTest {
  @Test
  void shouldKnowEveryJobAndThatNoneCanBeRestarted() throws IOException, URISyntaxException {
    Map<String, String> jobs = new TreeMap<>();
    try (Stream<Path> files =
        Files.list(Path.of(JobRecords.class.getResource("/META-INF/batch-jobs").toURI()))) {
      for (Path file : files.toList()) {
        jobs.put(file.getFileName().toString().replace(".xml", ""), Files.readString(file));
      }
    }
    assertEquals(new TreeSet<>(JobRecords.JOBS), jobs.keySet());
    jobs.forEach(
        (name, definition) ->
            assertTrue(
                definition.contains("<job id=\"" + name + "\" restartable=\"false\""), definition));
  }
}
