package org.contentmover.content.delta.zip;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Makes archives of their inflated views (CM-3). Used by one thread, and has others deflate.
 * Memory: some mebibytes while an archive is made.
 */
public final class ZipRebuilder implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private final DeflatingThreads threads = new DeflatingThreads();

  /**
   * Writes an archive, never more than its size.
   *
   * @param view all of it; read to its end
   * @param expected what has to come out
   * @throws CannotRedeflate when something else came out, or would
   */
  public void rebuild(InputStream view, ManifestEntry expected, OutputStream out)
      throws IOException {
    ExpectedOutput checked = new ExpectedOutput(expected, out);
    BufferedInputStream in = new BufferedInputStream(view, BUFFER_BYTES);
    // Entries are small, and what is kept between them is smaller.
    BufferedOutputStream together = new BufferedOutputStream(checked, BUFFER_BYTES);
    new ArchiveRebuild(expected.path(), threads).rebuild(in, together);
    together.flush();
    checked.requireComplete();
  }

  @Override
  public void close() {
    threads.close();
  }
}
