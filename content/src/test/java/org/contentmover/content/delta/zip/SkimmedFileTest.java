package org.contentmover.content.delta.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.fixture.BytesFile;
import org.junit.jupiter.api.Test;

class SkimmedFileTest {
  @Test
  void shouldGiveAllEntriesOfAnArchiveThatIsReadOnce() throws IOException {
    byte[] archive = SampleArchive.ofWords(1, 1_000).bytes();
    assertTrue(archive.length > 2 * SkimmedFile.TAIL_BYTES, archive.length + " bytes");
    Trickle file = new Trickle(archive, new Random(2));
    assertEquals(
        ArchiveIndex.membersOf(new BytesFile(archive), true),
        ArchiveIndex.membersOf(SkimmedFile.of(file), true));
    assertEquals(archive.length, file.readBytes);
  }

  @Test
  void shouldReadADirectoryWhereItIsThatIsLargerThanWhatIsKept() throws IOException {
    SampleArchive archive = new SampleArchive();
    String name = "n".repeat(400);
    for (int i = 0; i < 6_000; i++) {
      archive.entry(name + i, new byte[] {1});
    }
    byte[] bytes = archive.bytes();
    assertEquals(
        ArchiveIndex.membersOf(new BytesFile(bytes), true),
        ArchiveIndex.membersOf(SkimmedFile.of(new BytesFile(bytes)), true));
  }

  /** Also where something looks like a header that is none, and in files of any size. */
  @Property(tries = 40)
  void shouldHaveTheBytesOfTheFile(@ForAll @LongRange(min = 1) long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 100 : 2_500_000)];
    random.nextBytes(bytes);
    byte[] signature = {'P', 'K', 3, 4};
    for (int i = random.nextInt(2_000); i > 0 && bytes.length > signature.length; i--) {
      int at = random.nextInt(bytes.length - signature.length);
      System.arraycopy(signature, 0, bytes, at, signature.length);
    }
    ReadableFile file = SkimmedFile.of(new Trickle(bytes, random));
    assertEquals(bytes.length, file.size());
    for (int i = 0; i < 3_000; i++) {
      int at = random.nextInt(bytes.length + 1);
      byte[] read = new byte[random.nextInt(1 + Math.min(100, bytes.length - at))];
      file.readFully(at, read, 0, read.length);
      assertArrayEquals(Arrays.copyOfRange(bytes, at, at + read.length), read, "seed " + seed);
    }
    assertEquals(-1, file.read(bytes.length, new byte[1], 0, 1));
  }

  /** Gives as much as it likes. */
  private static final class Trickle implements ReadableFile {
    private final BytesFile file;
    private final Random random;
    private long readBytes;

    Trickle(byte[] content, Random random) {
      this.file = new BytesFile(content);
      this.random = random;
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public int read(long offset, byte[] into, int from, int length) throws IOException {
      int most = random.nextInt(8) == 0 ? Math.min(length, 1 + random.nextInt(40)) : length;
      int read = file.read(offset, into, from, most);
      readBytes += Math.max(0, read);
      return read;
    }

    @Override
    public void close() {}
  }
}
