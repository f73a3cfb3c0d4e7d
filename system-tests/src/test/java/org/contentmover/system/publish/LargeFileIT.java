package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A file of many gigabytes comes to every server, and so does what changes in it (CM-9, CM-3).
 * Takes minutes, and ten times the disk: {@code -Dtests.large.gib=5}, else nothing of it runs.
 */
@Tag("alone")
@EnabledIfSystemProperty(named = LargeFileIT.GIBIBYTES, matches = "[1-9][0-9]*")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeFileIT {
  static final String GIBIBYTES = "tests.large.gib";
  private static final long PATIENCE_MILLIS = 3_600_000;
  private static final int BLOCK_BYTES = 1 << 20;

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("large-file-it", new FarmSpec(1, 2, 0, 6_000));

  private static final Path STAGED = RUNNING.work().resolve("staging/noise.bin");

  @BeforeAll
  static void writeNoise() throws IOException {
    Files.createDirectories(STAGED.getParent());
    Random random = new Random(5);
    byte[] block = new byte[BLOCK_BYTES];
    try (OutputStream out = Files.newOutputStream(STAGED)) {
      for (long left = Long.getLong(GIBIBYTES) << 30; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  @AfterAll
  static void freeTheDisk() {
    Trees.delete(RUNNING.work().resolve("staging"));
    RUNNING.farm().stop();
    Trees.delete(RUNNING.home().directory());
  }

  @Test
  @Order(1)
  void shouldBringALargeFileToEveryServer() throws IOException {
    publish();
  }

  @Test
  @Order(2)
  void shouldBringWhatChangesNearItsEnd() throws IOException {
    try (FileChannel file = FileChannel.open(STAGED, StandardOpenOption.WRITE)) {
      file.write(
          ByteBuffer.wrap("here".getBytes(StandardCharsets.US_ASCII)),
          file.size() - 3L * BLOCK_BYTES);
    }
    publish();
  }

  private static void publish() throws IOException {
    Farm farm = RUNNING.farm();
    RunStatus run =
        farm.publishing().publish(STAGED.getParent(), PATIENCE_MILLIS, System.out::println);
    assertTrue(run.succeeded(), run.explanation());
    for (String server : farm.serverNames()) {
      Path live = farm.liveDirectory(server).resolve(STAGED.getFileName());
      assertEquals(-1, Files.mismatch(STAGED, live), server);
    }
  }
}
