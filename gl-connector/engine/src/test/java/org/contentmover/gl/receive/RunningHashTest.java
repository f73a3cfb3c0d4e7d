package org.contentmover.gl.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningHashTest {
  private static final int PART_BYTES = 10;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RunningHash hash = new RunningHash();
  private final byte[] content = new byte[200_000];
  @TempDir Path directory;
  private FileChannel file;

  @BeforeEach
  void makeFile() throws IOException {
    random.nextBytes(content);
    Path path = Files.write(directory.resolve("file"), new byte[content.length]);
    file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @AfterEach
  void closeFile() throws IOException {
    file.close();
  }

  @Test
  void shouldNotReadBackWhatCameInOrder() throws Exception {
    for (int part = 0; part * PART_BYTES < content.length; part++) {
      hash.onWritten((long) part * PART_BYTES, part(part)); // the file itself stays empty
    }
    assertEquals(expected(), hash.finish(file, content.length), "seed " + seed);
  }

  @Test
  void shouldReadBackWhatLiesBehindAGapWhenTheGapCloses() throws Exception {
    List<Integer> gaps = new ArrayList<>();
    for (int part = 0; part * PART_BYTES < content.length; part++) {
      if (random.nextInt(20) == 0) {
        gaps.add(part);
      } else {
        write(part);
      }
    }
    for (int part : gaps) {
      write(part);
    }
    file.truncate(0); // all of it has been read by now
    assertEquals(expected(), hash.finish(file, content.length), "seed " + seed);
  }

  @Test
  void shouldBeRightWithMoreGapsThanItRemembers() throws Exception {
    int parts = content.length / PART_BYTES;
    for (int part = 1; part < parts; part += 2) {
      write(part);
    }
    for (int part = 0; part < parts; part += 2) {
      write(part);
    }
    assertEquals(expected(), hash.finish(file, content.length), "seed " + seed);
  }

  private void write(int part) throws IOException {
    file.write(part(part), (long) part * PART_BYTES);
    hash.onWritten((long) part * PART_BYTES, part(part));
    hash.catchUp(file);
  }

  private ByteBuffer part(int part) {
    return ByteBuffer.wrap(content, part * PART_BYTES, PART_BYTES);
  }

  private String expected() throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
