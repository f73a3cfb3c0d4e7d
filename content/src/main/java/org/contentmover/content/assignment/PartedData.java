package org.contentmover.content.assignment;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.util.Enumeration;
import java.util.NavigableMap;
import java.util.TreeMap;
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
  private final NavigableMap<Long, Part> parts = new TreeMap<>();
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
    parts.parts().forEach(part -> this.parts.put(part.offset(), part));
    this.seal = seal;
  }

  @Override
  public InputStream read(long offset, long length) {
    return new SequenceInputStream(new Stretches(offset, offset + length));
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
    return parts.floorEntry(offset).getValue();
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
  private final class Stretches implements Enumeration<InputStream> {
    private final long end;
    private long position;

    Stretches(long offset, long end) {
      this.position = offset;
      this.end = end;
    }

    @Override
    public boolean hasMoreElements() {
      return position < end;
    }

    @Override
    public InputStream nextElement() {
      Part part = partAt(position);
      long from = position;
      position = Math.min(part.end(), end);
      return read(part, from - part.offset(), position - from);
    }
  }
}
