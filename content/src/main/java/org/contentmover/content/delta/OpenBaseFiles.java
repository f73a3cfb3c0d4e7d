package org.contentmover.content.delta;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.contentmover.content.delta.zip.EntryDamaged;
import org.contentmover.content.delta.zip.InflatedFile;

/** The base files one reader has open: the two it used last. One thread. */
final class OpenBaseFiles implements Closeable {
  private final BaseFiles files;
  private Opened latest;
  private Opened other;

  private record Opened(int baseFile, View view, ReadableFile file) {
    boolean is(BaseRange range) {
      return baseFile == range.baseFile() && view == range.view();
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
    if (latest == null || !latest.is(range)) {
      Opened wanted = other;
      if (wanted == null || !wanted.is(range)) {
        close(other);
        other = null;
        wanted = new Opened(range.baseFile(), range.view(), open(files, range));
      }
      other = latest;
      latest = wanted;
    }
    long size = latest.file().size();
    if (range.end() > size) {
      throw new PieceRejected(
          "a piece uses bytes up to "
              + range.end()
              + " of base file "
              + range.baseFile()
              + ", which has "
              + size
              + " ("
              + range.view()
              + ")");
    }
    return latest.file();
  }

  /** Opens the file of a range; the caller closes it. */
  static ReadableFile open(BaseFiles files, BaseRange range) throws IOException {
    ReadableFile file = files.open(range.baseFile());
    if (range.view() == View.RAW) {
      return file;
    }
    Optional<InflatedFile> view;
    try {
      view = InflatedFile.of(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    if (view.isEmpty()) {
      file.close();
      throw new PieceRejected("base file " + range.baseFile() + " is no archive");
    }
    return view.get();
  }

  private static void close(Opened opened) throws IOException {
    if (opened != null) {
      opened.file().close();
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
