package org.contentmover.content.assignment;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * The data of an assignment, read once from front to back along its commands, which {@link
 * FrameLayout} has found to fit. Every file's hash and at the end that of all data are checked. One
 * thread.
 */
public final class PayloadReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Bounds the memory a frame may ask for when it is unpacked: 2^23 = 8 MiB. */
  private static final int MAX_WINDOW_LOG = 23;

  private final FileChannel file;
  private final long dataOffset;
  private final ContentHash dataSha256;
  private final MessageDigest dataDigest = ContentHash.newDigest();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private Payload frame;
  private SectionInputStream packed;
  private InputStream content;

  PayloadReader(FileChannel file, long dataOffset, ContentHash dataSha256) {
    this.file = file;
    this.dataOffset = dataOffset;
    this.dataSha256 = dataSha256;
  }

  /**
   * Writes the content of the next file.
   *
   * @param command of a file that is not empty
   * @throws AssignmentRejected when the bytes are not those the command names
   */
  public void copyNext(AssignmentCommand command, OutputStream target)
      throws IOException, AssignmentRejected {
    ManifestEntry entry = ((TreeChange.PutFile) command.change()).entry();
    if (frame == null || !command.payload().sameFrame(frame)) {
      finishFrame();
      openFrame(command.payload());
    }
    MessageDigest digest = ContentHash.newDigest();
    long left = entry.sizeBytes();
    while (left > 0) {
      int read = readContent((int) Math.min(left, buffer.length));
      if (read < 0) {
        throw corrupt("the data of \"" + entry.path() + "\" is cut short");
      }
      digest.update(buffer, 0, read);
      target.write(buffer, 0, read);
      left -= read;
    }
    if (!ContentHash.of(digest.digest()).equals(entry.sha256())) {
      throw corrupt("the data of \"" + entry.path() + "\" does not hash to what is signed");
    }
  }

  /**
   * Ends reading after the last file.
   *
   * @throws AssignmentRejected when all data does not hash to what is signed
   */
  public void finish() throws IOException, AssignmentRejected {
    finishFrame();
    if (!ContentHash.of(dataDigest.digest()).equals(dataSha256)) {
      throw corrupt("the data does not hash to what is signed");
    }
  }

  private void openFrame(Payload payload) throws IOException {
    packed = new SectionInputStream(file, dataOffset + payload.frameOffset(), payload.frameBytes());
    InputStream digested =
        new BufferedInputStream(new DigestInputStream(packed, dataDigest), BUFFER_BYTES);
    frame = payload;
    content =
        switch (payload.packing()) {
          case STORED -> digested;
          case ZSTD -> new ZstdInputStream(digested).setLongMax(MAX_WINDOW_LOG);
        };
  }

  private void finishFrame() throws IOException, AssignmentRejected {
    if (frame == null) {
      return;
    }
    if (readContent(1) >= 0 || packed.remaining() > 0) {
      throw corrupt("a frame of the data is longer than its commands say");
    }
    content.close();
    frame = null;
  }

  /** Whatever the unpacking complains about is a fault of the data, not of the disk. */
  private int readContent(int length) throws IOException, AssignmentRejected {
    try {
      return content.read(buffer, 0, length);
    } catch (ZstdIOException e) {
      throw new AssignmentRejected(
          RefusalReason.CORRUPT, "a frame of the data cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static AssignmentRejected corrupt(String message) {
    return new AssignmentRejected(RefusalReason.CORRUPT, message);
  }

  @Override
  public void close() throws IOException {
    if (frame != null) {
      content.close();
    }
  }
}
