package org.contentmover.gl.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
  private static final int SIZE_BYTES = 3 * SourceFile.READ_AHEAD_BYTES + 77;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  @TempDir Path directory;

  @Test
  void shouldReadInOrderAndOutOfOrder() throws IOException {
    byte[] content = new byte[SIZE_BYTES];
    random.nextBytes(content);
    Path path = Files.write(directory.resolve("a"), content);
    try (SourceFile source = SourceFile.open(path, SIZE_BYTES)) {
      for (int offset = 0; offset < SIZE_BYTES; offset += 1_370) {
        assertReads(source, content, offset, Math.min(1_370, SIZE_BYTES - offset));
      }
      for (int i = 0; i < 1_000; i++) {
        int offset = random.nextInt(SIZE_BYTES);
        int length = random.nextInt(Math.min(3_000, SIZE_BYTES - offset) + 1);
        assertReads(source, content, offset, length);
        int next = Math.min(500, SIZE_BYTES - offset - length);
        assertReads(source, content, offset + length, next);
      }
    }
  }

  @Test
  void shouldRefuseAFileOfAnotherSize() throws IOException {
    Path path = Files.write(directory.resolve("a"), new byte[10]);
    IOException refused = assertThrows(IOException.class, () -> SourceFile.open(path, 11));
    assertTrue(refused.getMessage().contains("11"), refused.getMessage());
  }

  @Test
  void shouldNoticeAFileThatBecameShorter() throws IOException {
    Path path = Files.write(directory.resolve("a"), new byte[SIZE_BYTES]);
    try (SourceFile source = SourceFile.open(path, SIZE_BYTES)) {
      try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
        other.truncate(100);
      }
      ByteBuffer target = ByteBuffer.allocate(200);
      assertThrows(EOFException.class, () -> source.read(0, target));
      assertThrows(EOFException.class, () -> source.read(0, ByteBuffer.allocate(200)));
      source.read(0, ByteBuffer.allocate(100));
    }
  }

  private void assertReads(SourceFile source, byte[] content, int offset, int length)
      throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    source.read(offset, target);
    assertArrayEquals(
        Arrays.copyOfRange(content, offset, offset + length), target.array(), "seed " + seed);
  }
}
