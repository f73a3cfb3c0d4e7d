package org.contentmover.content.assignment;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ManifestEntry;

/** The commands of an assignment, one after the other. Holds one at a time; for one thread. */
public final class CommandStream implements Closeable {
  /** A path and a link target need some 7 KiB, a piece of 1,024 ranges twice as much. */
  private static final int MAX_COMMAND_BYTES = 64 * 1024;

  /** Bounds the memory unpacking may ask for: 2^23 = 8 MiB. */
  private static final int MAX_WINDOW_LOG = 23;

  private final InputStream in;
  private final CommandDecoder decoder;

  /** What is left of the length the header says. */
  private long leftBytes;

  /**
   * Begins.
   *
   * @param packed one zstd frame; nothing when there are no commands
   * @param contentBytes as the header says
   * @param baseFiles the files of the base manifest
   */
  CommandStream(InputStream packed, long contentBytes, List<ManifestEntry> baseFiles)
      throws IOException {
    this.in = new BufferedInputStream(new ZstdInputStream(packed).setLongMax(MAX_WINDOW_LOG));
    this.decoder = new CommandDecoder(baseFiles);
    this.leftBytes = contentBytes;
  }

  /**
   * The next command, null after the last.
   *
   * @throws AssignmentRejected when its bytes are no command this server knows
   */
  public AssignmentCommand next() throws IOException, AssignmentRejected {
    try {
      byte[] bytes = nextBytes();
      return bytes == null ? null : decoder.decode(bytes);
    } catch (SectionDamaged e) {
      throw e.why();
    } catch (ZstdIOException e) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "the assignment's commands cannot be unpacked", e);
    }
  }

  private byte[] nextBytes() throws IOException, AssignmentRejected {
    int length = readLength();
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes((int) Math.min(length, leftBytes));
    leftBytes -= bytes.length;
    if (bytes.length < length) {
      throw malformed("a command of the assignment is cut short");
    }
    return bytes;
  }

  /** A base-128 varint as of Protocol Buffers; -1 at the end. */
  private int readLength() throws IOException, AssignmentRejected {
    int value = 0;
    for (int shift = 0; shift <= 14; shift += 7) {
      int next = in.read();
      if (next < 0 && shift > 0) {
        throw malformed("the commands of the assignment are cut short within a length");
      }
      if (next < 0 != (leftBytes == 0)) {
        throw malformed("the assignment's commands have another length than its header says");
      }
      if (next < 0) {
        return -1;
      }
      leftBytes--;
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        if (value > MAX_COMMAND_BYTES) {
          break;
        }
        return value;
      }
    }
    throw malformed("a command of the assignment is longer than " + MAX_COMMAND_BYTES + " bytes");
  }

  private static AssignmentRejected malformed(String message) {
    return new AssignmentRejected(RefusalReason.MALFORMED, message);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
