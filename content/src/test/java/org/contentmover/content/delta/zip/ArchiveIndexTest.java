package org.contentmover.content.delta.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.fixture.BytesFile;
import org.junit.jupiter.api.Test;

class ArchiveIndexTest {
  private static final int ENTRIES = 5_000;

  @Test
  void shouldFindEveryEntryOfALargeDirectoryReadingItOnceAndForward() throws IOException {
    SampleArchive archive = new SampleArchive();
    for (int i = 0; i < ENTRIES; i++) {
      archive.entry(name(i), ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
    }
    ReadForward file = new ReadForward(new BytesFile(archive.bytes()));
    List<ArchiveMember> members = ArchiveIndex.membersOf(file, true);
    assertEquals(ENTRIES, members.size());
    for (int i = 0; i < ENTRIES; i++) {
      assertEquals(name(i), members.get(i).name());
      assertEquals(Integer.BYTES, members.get(i).bytes());
    }
    // To the end, to the directory and to the first entry.
    assertEquals(2, file.goesBack);
  }

  private static String name(int i) {
    return String.format(Locale.ROOT, "%05d-%0" + (1 + i % 300) + "d", i, 7);
  }

  private static final class ReadForward implements ReadableFile {
    private final ReadableFile file;
    private long end;
    private int goesBack;

    ReadForward(ReadableFile file) {
      this.file = file;
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public int read(long offset, byte[] into, int from, int length) throws IOException {
      if (offset < end) {
        goesBack++;
      }
      int read = file.read(offset, into, from, length);
      end = offset + read;
      return read;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
