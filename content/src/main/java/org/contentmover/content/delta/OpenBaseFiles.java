package org.contentmover.content.delta;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.contentmover.content.delta.zip.ArchiveEntries;
import org.contentmover.content.delta.zip.EntryDamaged;

/** The base files one reader has open: the two it used last. One thread. */
final class OpenBaseFiles implements Closeable {
  private final BaseFiles files;
  private Opened latest;
  private Opened other;

  /** A file, and its entries as soon as one is asked for. */
  private static final class Opened implements Closeable {
    private final int baseFile;
    private final ReadableFile file;
    private ArchiveEntries entries;

    Opened(int baseFile, ReadableFile file) {
      this.baseFile = baseFile;
      this.file = file;
    }

    ReadableFile look(View view) throws IOException {
      if (view.entry() == 0) {
        return file;
      }
      if (entries == null) {
        entries = ArchiveEntries.of(file).orElseThrow(this::noArchive);
      }
      if (view.inner() == 0) {
        return content(entries, view.entry());
      }
      Optional<ArchiveEntries> inside =
          view.entry() > entries.size() ? Optional.empty() : entries.inside(view.entry() - 1);
      return content(inside.orElseThrow(this::noArchive), view.inner());
    }

    private ReadableFile content(ArchiveEntries of, int entry) throws PieceRejected {
      if (entry > of.size()) {
        throw new PieceRejected(
            "a piece uses entry " + entry + " of " + of.size() + " of base file " + baseFile);
      }
      return of.content(entry - 1);
    }

    private PieceRejected noArchive() {
      return new PieceRejected("base file " + baseFile + " is no archive");
    }

    @Override
    public void close() throws IOException {
      if (entries != null) {
        entries.close();
      }
      file.close();
    }
  }

  OpenBaseFiles(BaseFiles files) {
    this.files = files;
  }

  /** Reads a range as a whole. */
  void readFully(BaseRange range, byte[] into, int from) throws IOException {
    try {
      open(range).readFully(range.offset(), into, from, (int) range.length());
    } catch (EntryDamaged e) {
      throw damaged(range, e);
    }
  }

  /** The same by way of a buffer, to where it has room. */
  void readFully(BaseRange range, ByteBuffer into, byte[] buffer) throws IOException {
    try {
      ReadableFile file = open(range);
      for (long at = range.offset(); at < range.end(); ) {
        int length = (int) Math.min(buffer.length, range.end() - at);
        file.readFully(at, buffer, 0, length);
        into.put(buffer, 0, length);
        at += length;
      }
    } catch (EntryDamaged e) {
      throw damaged(range, e);
    }
  }

  /** A range as a stream, which is good until the next call of this class. */
  InputStream stream(BaseRange range) throws IOException {
    try {
      return new FileRange(open(range), range.offset(), range.length());
    } catch (EntryDamaged e) {
      throw damaged(range, e);
    }
  }

  private static PieceRejected damaged(BaseRange range, EntryDamaged e) {
    return new PieceRejected(
        "base file " + range.baseFile() + " is not the archive it was: " + e.getMessage(), e);
  }

  private ReadableFile open(BaseRange range) throws IOException {
    if (latest == null || latest.baseFile != range.baseFile()) {
      Opened wanted = other;
      if (wanted == null || wanted.baseFile != range.baseFile()) {
        close(other);
        other = null;
        wanted = new Opened(range.baseFile(), files.open(range.baseFile()));
      }
      other = latest;
      latest = wanted;
    }
    ReadableFile looked = latest.look(range.view());
    if (range.end() > looked.size()) {
      throw new PieceRejected(
          "a piece uses bytes up to "
              + range.end()
              + " of base file "
              + range.baseFile()
              + ", which has "
              + looked.size()
              + " ("
              + range.view()
              + ")");
    }
    return looked;
  }

  private static void close(Opened opened) throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      close(latest);
    } finally {
      close(other);
    }
  }
}
