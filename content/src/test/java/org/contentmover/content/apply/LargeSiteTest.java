package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.Server;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent has 64 MiB of heap, and most of them are its server's: what it needs for a site must not
 * grow with the number of files. {@code -Dtests.large.files=500000} for more of them, {@code
 * -Dtests.large.heap=64m} for more room.
 */
class LargeSiteTest {
  private static final int FILES = Integer.getInteger("tests.large.files", 25_000);
  private static final int FILES_IN_A_DIRECTORY = 100;
  private static final String HEAP = System.getProperty("tests.large.heap", "16m");
  private static final FileTime WRITTEN = FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z"));

  @TempDir(factory = InMemory.class)
  Path directory;

  private Path staging;

  @BeforeEach
  void writeSite() throws Exception {
    staging = Files.createDirectory(directory.resolve("staging"));
    for (int i = 0; i < FILES; i++) {
      if (i % FILES_IN_A_DIRECTORY == 0) {
        Files.createDirectory(page(i).getParent());
      }
      write(i, "page " + i);
    }
  }

  private Path page(int number) {
    return staging.resolve(
        String.format(
            Locale.ROOT, "section-%05d/page-%07d.html", number / FILES_IN_A_DIRECTORY, number));
  }

  private void write(int number, String content) throws Exception {
    Files.write(page(number), content.getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(page(number), WRITTEN);
  }

  @Test
  void shouldTakeASiteOfManyFilesWithTheHeapOfAnAgent() throws Exception {
    try (Publisher publisher = new Publisher(directory.resolve("ccm"))) {
      List<WrittenAssignment> assignments = new ArrayList<>();
      Manifest first = Publisher.scan(staging);
      assignments.add(publisher.publish(Manifest.EMPTY, 0, staging, 1));
      assignments.add(publisher.order(AssignmentType.COMMIT, 1));
      for (int i = 50; i < FILES; i += 100) {
        write(i, "page " + i + " is another one");
      }
      Manifest second = Publisher.scan(staging);
      assignments.add(publisher.publish(first, 1, staging, 2));
      assignments.add(publisher.order(AssignmentType.COMMIT, 2));
      Files.move(staging, directory.resolve("moved"));
      Files.createDirectory(staging);
      Files.move(directory.resolve("moved"), staging.resolve("archive"));
      Manifest third = Publisher.scan(staging);
      assignments.add(publisher.publish(second, 2, staging, 3));
      assignments.add(publisher.order(AssignmentType.COMMIT, 3));
      Server server = Server.under(directory.resolve("root"));
      carryOut(publisher, assignments);
      assertEquals(third, server.liveTree());
      assertEquals(second, server.versionTree(2));
    }
  }

  private void carryOut(Publisher publisher, List<WrittenAssignment> assignments) throws Exception {
    Path key = Files.write(directory.resolve("key"), publisher.key().publicKey().getEncoded());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                SiteProcess.class.getName(),
                key.toString(),
                directory.resolve("root").toString()));
    assignments.forEach(it -> command.add(it.file().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
