package org.contentmover.content.assignment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.List;
import org.contentmover.content.disk.BlockInputStream;
import org.contentmover.content.disk.SectionInputStream;
import org.contentmover.content.seal.DataParts;
import org.contentmover.content.seal.DataParts.Part;
import org.contentmover.content.seal.SealedSections;
import org.contentmover.content.seal.SealedSections.Section;

/**
 * Data of which all or some parts are sealed, read as if it were plain (CM-5, CM-15). Does not
 * close the file. One thread. Memory: two segments of one part.
 */
final class PartedData implements DataSection {
  private final FileChannel file;
  private final long start;
  private final List<Part> parts;
  private final SealedSections seal;

  /** The sealed part that was read last, and the number it has. */
  private SealedSection opened;

  private int openedNumber = -1;

  /**
   * The data of an assignment.
   *
   * @param start where it begins in the file
   */
  PartedData(FileChannel file, long start, DataParts parts, SealedSections seal) {
    this.file = file;
    this.start = start;
    this.parts = parts.parts();
    this.seal = seal;
  }

  @Override
  public InputStream read(long offset, long length) {
    return new Across(offset, length);
  }

  @Override
  public boolean isThere(long offset, long length, ArrivedBytes arrived) {
    long end = offset + length;
    for (long at = offset; at < end; at = partAt(at).end()) {
      Part part = partAt(at);
      if (!isThere(part, at - part.offset(), Math.min(part.end(), end) - at, arrived)) {
        return false;
      }
    }
    return true;
  }

  private boolean isThere(Part part, long from, long bytes, ArrivedBytes arrived) {
    long partStart = start + part.travelsAt();
    return part.isSealed()
        ? SealedSection.isThere(partStart, part.travellingBytes(), from, bytes, arrived)
        : arrived.has(partStart + from, bytes);
  }

  private Part partAt(long offset) {
    return parts.get(indexAt(offset));
  }

  private int indexAt(long offset) {
    int low = 0;
    int high = parts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (parts.get(middle).offset() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private InputStream read(Part part, long from, long bytes) {
    long partStart = start + part.travelsAt();
    if (!part.isSealed()) {
      return new SectionInputStream(file, partStart + from, bytes);
    }
    if (openedNumber != part.number()) {
      Section section = Section.ofData(part.number());
      opened = new SealedSection(file, partStart, part.travellingBytes(), seal, section);
      openedNumber = part.number();
    }
    return opened.read(from, bytes);
  }

  /** Opens a part when it has come to it. */
  private final class Across extends BlockInputStream {
    private final long end;
    private long position;
    private long currentEnd;
    private InputStream current;

    Across(long offset, long length) {
      this.position = offset;
      this.currentEnd = offset;
      this.end = offset + length;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position == end) {
        return -1;
      }
      if (position == currentEnd) {
        Part part = partAt(position);
        currentEnd = Math.min(part.end(), end);
        current = PartedData.this.read(part, position - part.offset(), currentEnd - position);
      }
      int read = current.read(bytes, offset, length);
      position += read;
      return read;
    }
  }
}
