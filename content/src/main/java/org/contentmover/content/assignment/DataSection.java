package org.contentmover.content.assignment;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import org.contentmover.content.disk.SectionInputStream;

/** The data of an assignment, as its commands address it. One thread. */
interface DataSection {
  /** A part of it; to be read before the next one is asked for. */
  InputStream read(long offset, long length);

  /**
   * Whether everything that is needed to read a part is there.
   *
   * @param arrived of the whole assignment
   */
  boolean isThere(long offset, long length, ArrivedBytes arrived);

  /**
   * Data as it is in the file.
   *
   * @param start where it begins in the file
   */
  record Plain(FileChannel file, long start) implements DataSection {
    @Override
    public InputStream read(long offset, long length) {
      return new SectionInputStream(file, start + offset, length);
    }

    @Override
    public boolean isThere(long offset, long length, ArrivedBytes arrived) {
      return arrived.has(start + offset, length);
    }
  }
}
