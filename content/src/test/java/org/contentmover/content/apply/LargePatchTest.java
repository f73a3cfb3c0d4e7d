package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.zip.SampleArchive;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent has 64 MiB of heap, and most of them are its server's: the largest pieces there are need
 * none of it, on two sites at once (CM-3, CI-2). {@code -Dtests.patch.heap=64m} for more room.
 */
class LargePatchTest {
  private static final String HEAP = System.getProperty("tests.patch.heap", "16m");

  /** What Java allows outside the heap is as much as the heap: an agent's 64 MiB. */
  private static final String OFF_HEAP = "64m";

  private static final int BLOCK_BYTES = 4096;

  @TempDir(factory = InMemory.class)
  Path directory;

  @Test
  void shouldMakeTheLargestPatchesOfTwoSitesWithTheHeapOfAnAgent() throws Exception {
    byte[] old = noise(1, Piece.MAX_DICTIONARY_BYTES);
    byte[] now = old.clone();
    for (int at = 0; at < now.length; at += 2 * BLOCK_BYTES) {
      System.arraycopy(noise(2 + at, BLOCK_BYTES), 0, now, at, BLOCK_BYTES);
    }
    Piece.Patch largest = published("whole.bin", old, now);
    assertEquals(Piece.MAX_CONTENT_BYTES, largest.contentBytes());
    assertTrue(largest.dataBytes() > Piece.MAX_CONTENT_BYTES / 3, largest::toString);
  }

  @Test
  void shouldMakeTheLargestPatchesOfArchivesWithTheHeapOfAnAgent() throws Exception {
    Piece.Patch largest = published("app.war", archive(0), archive(1));
    assertTrue(largest.contentBytes() > Piece.MAX_CONTENT_BYTES / 4, largest::toString);
  }

  /** One entry of it is large, and in an archive of its own; all have changed here and there. */
  private static byte[] archive(int version) {
    SampleArchive inner = new SampleArchive();
    for (int i = 0; i < 40; i++) {
      inner.entry("entry-" + i, edited(i, 400_000, version));
    }
    SampleArchive outer = new SampleArchive().entry("lib/inner.jar", inner.bytes());
    for (int i = 0; i < 4; i++) {
      outer.entry("data-" + i, edited(100 + i, 5_000_000, version));
    }
    return outer.bytes();
  }

  private static byte[] edited(int seed, int bytes, int version) {
    byte[] words = SampleArchive.words(new Random(seed), bytes);
    for (int at = 100; version > 0 && at < bytes; at += 3_000) {
      Arrays.fill(words, at, at + 20, (byte) ('a' + version));
    }
    return words;
  }

  private static byte[] noise(int seed, int bytes) {
    byte[] noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  /** Publishes both, on two sites at once; the patch that makes most of the second. */
  private Piece.Patch published(String name, byte[] old, byte[] now) throws Exception {
    Path staging = Files.createDirectory(directory.resolve("staging"));
    try (Publisher publisher = new Publisher(directory.resolve("ccm"))) {
      Files.write(staging.resolve(name), old);
      Manifest first = Publisher.scan(staging);
      List<WrittenAssignment> assignments = new ArrayList<>();
      assignments.add(publisher.publish(Manifest.EMPTY, 0, staging, 1));
      assignments.add(publisher.order(AssignmentType.COMMIT, 1));
      Files.write(staging.resolve(name), now);
      WrittenAssignment update = publisher.publish(first, 1, staging, 2);
      assignments.add(update);
      assignments.add(publisher.order(AssignmentType.COMMIT, 2));
      carryOut(publisher, assignments);
      Manifest second = Publisher.scan(staging);
      assertEquals(second, Server.under(directory.resolve("one")).liveTree());
      assertEquals(second, Server.under(directory.resolve("other")).liveTree());
      return largestPatch(publisher, update);
    }
  }

  private static Piece.Patch largestPatch(Publisher publisher, WrittenAssignment assignment)
      throws Exception {
    Piece.Patch largest = null;
    try (AssignmentReader reader =
            AssignmentReader.open(assignment.file(), TrustedKeys.of(publisher.key().publicKey()));
        CommandStream commands = reader.commands()) {
      for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
        if (it instanceof AssignmentCommand.Content content
            && content.piece() instanceof Piece.Patch patch
            && (largest == null || patch.contentBytes() > largest.contentBytes())) {
          largest = patch;
        }
      }
    }
    return largest;
  }

  private void carryOut(Publisher publisher, List<WrittenAssignment> assignments)
      throws IOException, InterruptedException {
    Path key = Files.write(directory.resolve("key"), publisher.key().publicKey().getEncoded());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:MaxDirectMemorySize=" + OFF_HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                SitesProcess.class.getName(),
                key.toString(),
                directory.resolve("one").toString(),
                directory.resolve("other").toString()));
    assignments.forEach(it -> command.add(it.file().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
