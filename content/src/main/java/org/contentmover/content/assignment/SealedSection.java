package org.contentmover.content.assignment;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import org.contentmover.content.disk.BlockInputStream;
import org.contentmover.content.disk.SectionChannel;
import org.contentmover.content.seal.SealedSections;
import org.contentmover.content.seal.SealedSections.Section;

/**
 * A sealed stretch of an assignment, read as if it were plain (CM-5). What is read was verified
 * segment by segment; a segment that is not right yet may be so later, while the assignment is
 * being received. Does not close the file. One thread.
 */
final class SealedSection {
  private final FileChannel file;
  private final long start;
  private final long sealedBytes;
  private final SealedSections seal;
  private final Section section;

  /** Null when there is nothing it holds that could be relied on. */
  private SeekableByteChannel plain;

  /**
   * A section of that many sealed bytes.
   *
   * @param start where it begins in the file
   */
  SealedSection(
      FileChannel file, long start, long sealedBytes, SealedSections seal, Section section) {
    this.file = file;
    this.start = start;
    this.sealedBytes = sealedBytes;
    this.seal = seal;
    this.section = section;
  }

  /**
   * Its length unsealed.
   *
   * @throws IOException when no section can be so long
   */
  long bytes() throws IOException {
    return opened().size();
  }

  private SeekableByteChannel opened() throws IOException {
    if (plain == null) {
      plain = seal.unsealing(new SectionChannel(file, start, sealedBytes), section);
    }
    return plain;
  }

  /** A part of it; to be read before the next one is asked for. */
  InputStream read(long offset, long length) {
    return new Unsealed(offset, length);
  }

  /**
   * Whether everything is there that is needed to read a part of what begins at an offset of the
   * assignment, with that many sealed bytes.
   */
  static boolean isThere(
      long start, long sealedBytes, long offset, long length, ArrivedBytes arrived) {
    long from = SealedSections.segmentStart(offset);
    long to = Math.min(SealedSections.segmentEnd(offset + length - 1), sealedBytes);
    return arrived.has(start, SealedSections.prefixBytes()) && arrived.has(start + from, to - from);
  }

  private int read(long position, ByteBuffer target) throws IOException {
    try {
      int read = opened().position(position).read(target);
      if (read > 0) {
        return read;
      }
      throw new EOFException("the assignment became shorter");
    } catch (IOException e) {
      plain = null;
      throw e.getCause() instanceof GeneralSecurityException
          ? SectionDamaged.sealed(section.words(), position, e)
          : e;
    }
  }

  private final class Unsealed extends BlockInputStream {
    private final long end;
    private long position;

    Unsealed(long offset, long length) {
      this.position = offset;
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
      int wanted = (int) Math.min(length, end - position);
      int read = SealedSection.this.read(position, ByteBuffer.wrap(bytes, offset, wanted));
      position += read;
      return read;
    }
  }
}
