package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.io.OutputStream;

/** Where an archive goes to, part after part, in its order. Used by one thread. */
interface ArchiveOutput extends AutoCloseable {
  /** Takes bytes that stay as they are. Never while an entry has begun. */
  OutputStream kept();

  /** Takes the content of an entry, which begins with the first byte. */
  OutputStream deflated();

  void finishEntry() throws IOException;

  /** Writes whatever is not written yet. */
  void finish() throws IOException;

  /** Frees what entries are deflated with; does not close where the archive goes to. */
  @Override
  void close();
}
