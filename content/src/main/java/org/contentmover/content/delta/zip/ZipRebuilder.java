package org.contentmover.content.delta.zip;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.zip.Deflater;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;

/** Makes an archive of its inflated view. Memory: some mebibytes. One thread. */
public final class ZipRebuilder {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream view;
  private final ManifestEntry expected;
  private final OutputStream out;
  private final MessageDigest digest = ContentHash.newDigest();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] deflated = new byte[BUFFER_BYTES];
  private long written;

  private ZipRebuilder(InputStream view, ManifestEntry expected, OutputStream out) {
    this.view = view;
    this.expected = expected;
    this.out = out;
  }

  /**
   * Writes the archive, never more than its size.
   *
   * @param view all of it; read to its end
   * @param expected what has to come out
   * @throws CannotRedeflate when something else came out, or would
   */
  public static void rebuild(InputStream view, ManifestEntry expected, OutputStream out)
      throws IOException {
    new ZipRebuilder(new BufferedInputStream(view, BUFFER_BYTES), expected, out).rebuild();
  }

  private void rebuild() throws IOException {
    Recipe recipe = Recipe.read(view);
    Deflater deflater = new Deflater(recipe.level(), true);
    try {
      for (Recipe.Step step : recipe.steps()) {
        copy(step.keptBytes());
        deflate(deflater, step.inflatedBytes());
      }
    } finally {
      deflater.end();
    }
    for (int read = view.read(buffer); read >= 0; read = view.read(buffer)) {
      write(buffer, read);
    }
    if (written != expected.sizeBytes()
        || !ContentHash.of(digest.digest()).equals(expected.sha256())) {
      throw new CannotRedeflate(
          "\"" + expected.path() + "\" does not come out as it was when its entries are deflated");
    }
  }

  private void copy(long length) throws IOException {
    for (long left = length; left > 0; ) {
      int read = readSome(left);
      write(buffer, read);
      left -= read;
    }
  }

  private void deflate(Deflater deflater, long length) throws IOException {
    deflater.reset();
    for (long left = length; left > 0; ) {
      int read = readSome(left);
      left -= read;
      deflater.setInput(buffer, 0, read);
      while (!deflater.needsInput()) {
        write(deflated, deflater.deflate(deflated));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      write(deflated, deflater.deflate(deflated));
    }
  }

  private int readSome(long most) throws IOException {
    int read = view.read(buffer, 0, (int) Math.min(buffer.length, most));
    if (read < 0) {
      throw new CannotRedeflate(
          "the view of \"" + expected.path() + "\" ends before its recipe does");
    }
    return read;
  }

  private void write(byte[] bytes, int length) throws IOException {
    if (length > expected.sizeBytes() - written) {
      throw new CannotRedeflate(
          "\"" + expected.path() + "\" would get longer than it was when its entries are deflated");
    }
    out.write(bytes, 0, length);
    digest.update(bytes, 0, length);
    written += length;
  }
}
