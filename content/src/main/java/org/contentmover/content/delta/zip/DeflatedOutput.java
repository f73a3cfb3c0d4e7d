package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/**
 * Deflates entries one after the other, to where they belong; what they are deflated with is made
 * once for all of them. Closing it does not close where they go to. One thread.
 */
final class DeflatedOutput extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Deflater deflater;
  private final OutputStream out;
  private final byte[] deflated = new byte[BUFFER_BYTES];

  /**
   * Begins the first entry.
   *
   * @param level of deflating, 1 to 9
   */
  DeflatedOutput(int level, OutputStream out) {
    this.deflater = new Deflater(level, true);
    this.out = out;
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

  /** Writes what is left of an entry; what is written then is another one. */
  void finishEntry() throws IOException {
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
  public void close() {
    deflater.end();
  }
}
