package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;

/** Passes on what becomes a known file, never more than that, and compares. One thread. */
final class ExpectedOutput extends OutputStream {
  private final ManifestEntry expected;
  private final OutputStream out;
  private final MessageDigest digest = ContentHash.newDigest();
  private long written;

  ExpectedOutput(ManifestEntry expected, OutputStream out) {
    this.expected = expected;
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > expected.sizeBytes() - written) {
      throw new CannotRedeflate(
          "\"" + expected.path() + "\" would get longer than it was when its entries are deflated");
    }
    out.write(bytes, offset, length);
    digest.update(bytes, offset, length);
    written += length;
  }

  void requireComplete() throws CannotRedeflate {
    if (written != expected.sizeBytes()
        || !ContentHash.of(digest.digest()).equals(expected.sha256())) {
      throw new CannotRedeflate(
          "\"" + expected.path() + "\" does not come out as it was when its entries are deflated");
    }
  }
}
