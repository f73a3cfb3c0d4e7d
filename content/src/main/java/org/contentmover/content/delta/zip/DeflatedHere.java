package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/** Deflates entries in the calling thread; what they are deflated with is made once for all. */
final class DeflatedHere extends OutputStream implements ArchiveOutput {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Deflater deflater;
  private final OutputStream out;
  private final byte[] deflated = new byte[BUFFER_BYTES];

  /**
   * Begins an archive.
   *
   * @param level of deflating, 1 to 9
   */
  DeflatedHere(int level, OutputStream out) {
    this.deflater = new Deflater(level, true);
    this.out = out;
  }

  @Override
  public OutputStream kept() {
    return out;
  }

  @Override
  public OutputStream deflated() {
    return this;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    deflater.setInput(bytes, offset, length);
    while (!deflater.needsInput()) {
      passOn();
    }
  }

  @Override
  public void finishEntry() throws IOException {
    deflater.finish();
    while (!deflater.finished()) {
      passOn();
    }
    deflater.reset();
  }

  private void passOn() throws IOException {
    out.write(deflated, 0, deflater.deflate(deflated));
  }

  @Override
  public void finish() {}

  @Override
  public void close() {
    deflater.end();
  }
}
