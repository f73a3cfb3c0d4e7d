package org.contentmover.content.assignment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import org.contentmover.content.disk.SectionInputStream;
import org.contentmover.content.store.PackOrder;
import org.contentmover.content.store.Packing;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * The content of an assignment's files, each by itself and checked by its hash; {@link FrameLayout}
 * has found that the commands fit the data. Cheapest along the data: a frame of packed small files
 * is unpacked once. One thread.
 */
public final class PayloadReader {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Frames of small files have no more; what is larger passes in pieces. */
  private static final int MAX_HELD_BYTES = PackOrder.MAX_GROUP_BYTES;

  /** Bounds the memory a frame may ask for when it is unpacked: 2^23 = 8 MiB. */
  private static final int MAX_WINDOW_LOG = 23;

  private final FileChannel file;
  private final long dataOffset;
  private final MessageDigest digest = ContentHash.newDigest();

  private byte[] held = new byte[BUFFER_BYTES];
  private Payload unpacked;

  /** Makes the file that content is written to; called when it is known to be right, if small. */
  @FunctionalInterface
  public interface Target {
    OutputStream open() throws IOException;
  }

  PayloadReader(FileChannel file, long dataOffset) {
    this.file = file;
    this.dataOffset = dataOffset;
  }

  /**
   * Whether everything that is read for a file is there.
   *
   * @param arrived of the whole assignment
   */
  public boolean isThere(AssignmentCommand command, ArrivedBytes arrived) {
    Payload payload = command.payload();
    if (payload == null) {
      return true;
    }
    long frame = dataOffset + payload.frameOffset();
    return payload.packing() == Packing.STORED
        ? arrived.has(
            frame + payload.offsetInFrame(),
            ((TreeChange.PutFile) command.change()).entry().sizeBytes())
        : arrived.has(frame, payload.frameBytes());
  }

  /**
   * Writes the content of a file.
   *
   * @param command of a file that is not empty
   * @throws AssignmentRejected when the bytes are not those the command names; a target that was
   *     opened before then holds rubbish
   */
  public void copy(AssignmentCommand command, Target target)
      throws IOException, AssignmentRejected {
    ManifestEntry entry = ((TreeChange.PutFile) command.change()).entry();
    Payload payload = command.payload();
    boolean stored = payload.packing() == Packing.STORED;
    long heldBytes = stored ? entry.sizeBytes() : payload.frameContentBytes();
    if (heldBytes > MAX_HELD_BYTES || payload.frameBytes() > Zstd.compressBound(MAX_HELD_BYTES)) {
      copyInPieces(entry, payload, target);
      return;
    }
    int from = stored ? readStored(entry, payload) : unpack(payload);
    digest.update(held, from, (int) entry.sizeBytes());
    requireHash(entry);
    try (OutputStream out = target.open()) {
      out.write(held, from, (int) entry.sizeBytes());
    }
  }

  private int readStored(ManifestEntry entry, Payload payload)
      throws IOException, AssignmentRejected {
    int length = (int) entry.sizeBytes();
    unpacked = null;
    hold(length);
    long offset = dataOffset + payload.frameOffset() + payload.offsetInFrame();
    if (new SectionInputStream(file, offset, length).readNBytes(held, 0, length) < length) {
      throw cutShort(entry);
    }
    return 0;
  }

  private int unpack(Payload payload) throws IOException, AssignmentRejected {
    if (unpacked == null || !payload.sameFrame(unpacked)) {
      unpacked = null;
      byte[] packed = section(payload).readNBytes((int) payload.frameBytes());
      int length = (int) payload.frameContentBytes();
      hold(length);
      long found;
      try {
        found = Zstd.decompressByteArray(held, 0, length, packed, 0, packed.length);
      } catch (ZstdException e) {
        throw notUnpacked(e);
      }
      if (found != length) {
        throw corrupt("a frame of the data has not the length its commands say");
      }
      unpacked = payload;
    }
    return (int) payload.offsetInFrame();
  }

  private void hold(int length) {
    if (held.length < length) {
      held = new byte[Math.max(length, Math.min(MAX_HELD_BYTES, 2 * held.length))];
    }
  }

  private void copyInPieces(ManifestEntry entry, Payload payload, Target target)
      throws IOException, AssignmentRejected {
    SectionInputStream packed = section(payload);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream content = content(payload, packed);
        OutputStream out = target.open()) {
      content.skipNBytes(payload.offsetInFrame());
      for (long left = entry.sizeBytes(); left > 0; ) {
        int read = content.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw cutShort(entry);
        }
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        left -= read;
      }
      boolean last = payload.offsetInFrame() + entry.sizeBytes() == payload.frameContentBytes();
      if (last && (content.read() >= 0 || packed.remaining() > 0)) {
        throw corrupt("a frame of the data is longer than its commands say");
      }
      requireHash(entry);
    } catch (ZstdIOException e) {
      throw notUnpacked(e);
    } finally {
      digest.reset();
    }
  }

  private SectionInputStream section(Payload payload) {
    return new SectionInputStream(file, dataOffset + payload.frameOffset(), payload.frameBytes());
  }

  private static InputStream content(Payload payload, SectionInputStream packed)
      throws IOException {
    InputStream buffered = new BufferedInputStream(packed, BUFFER_BYTES);
    return payload.packing() == Packing.STORED
        ? buffered
        : new ZstdInputStream(buffered).setLongMax(MAX_WINDOW_LOG);
  }

  private void requireHash(ManifestEntry entry) throws AssignmentRejected {
    if (!ContentHash.of(digest.digest()).equals(entry.sha256())) {
      throw corrupt("the data of \"" + entry.path() + "\" does not hash to what is signed");
    }
  }

  private static AssignmentRejected cutShort(ManifestEntry entry) {
    return corrupt("the data of \"" + entry.path() + "\" is cut short");
  }

  /** Whatever the unpacking complains about is a fault of the data, not of the disk. */
  private static AssignmentRejected notUnpacked(Exception e) {
    return new AssignmentRejected(
        RefusalReason.CORRUPT, "a frame of the data cannot be unpacked: " + e.getMessage(), e);
  }

  private static AssignmentRejected corrupt(String message) {
    return new AssignmentRejected(RefusalReason.CORRUPT, message);
  }
}
