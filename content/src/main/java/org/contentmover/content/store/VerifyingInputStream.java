package org.contentmover.content.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.contentmover.core.manifest.ContentHash;

/** Passes bytes on and fails at their end when they are not those of the hash. One thread. */
final class VerifyingInputStream extends FilterInputStream {
  private final ContentHash expected;
  private final String what;
  private final MessageDigest digest = ContentHash.newDigest();
  private boolean verified;

  VerifyingInputStream(InputStream in, ContentHash expected, String what) {
    super(in);
    this.expected = expected;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value < 0) {
      verify();
    } else {
      digest.update((byte) value);
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read < 0) {
      verify();
    } else {
      digest.update(bytes, offset, read);
    }
    return read;
  }

  /** Skipping would leave bytes out of the hash: they are read instead. */
  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void verify() throws IOException {
    if (!verified) {
      ContentHash actual = ContentHash.of(digest.digest());
      if (!actual.equals(expected)) {
        throw new IOException(what + " is damaged: its content hashes to " + actual);
      }
      verified = true;
    }
  }
}
