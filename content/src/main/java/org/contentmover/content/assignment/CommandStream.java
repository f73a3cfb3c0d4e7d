package org.contentmover.content.assignment;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;

/** The commands of an assignment, one after the other. Holds one at a time; for one thread. */
public final class CommandStream implements Closeable {
  /** A path, a link target and numbers need less than half of it. */
  private static final int MAX_COMMAND_BYTES = 16 * 1024;

  private final InputStream in;

  CommandStream(InputStream in) {
    this.in = in;
  }

  /**
   * The next command, null after the last.
   *
   * @throws AssignmentRejected when its bytes are no command this server knows
   */
  public AssignmentCommand next() throws IOException, AssignmentRejected {
    int length = readLength();
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw malformed("a command of the assignment is cut short");
    }
    return WireCommand.decode(bytes);
  }

  /** A base-128 varint as of Protocol Buffers; -1 at the end. */
  private int readLength() throws IOException, AssignmentRejected {
    int value = 0;
    for (int shift = 0; shift <= 14; shift += 7) {
      int next = in.read();
      if (next < 0) {
        if (shift == 0) {
          return -1;
        }
        throw malformed("the commands of the assignment are cut short within a length");
      }
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
