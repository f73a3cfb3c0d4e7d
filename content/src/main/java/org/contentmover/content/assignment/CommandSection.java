package org.contentmover.content.assignment;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.contentmover.core.manifest.ContentHash;

/**
 * Writes the command section: each command after its length, as Protocol Buffers delimit messages.
 * One thread.
 */
final class CommandSection {
  private final OutputStream out;
  private final MessageDigest digest = ContentHash.newDigest();
  private long count;
  private long bytesWritten;

  CommandSection(OutputStream out) {
    this.out = out;
  }

  void write(AssignmentCommand command) throws IOException {
    byte[] message = WireCommand.encode(command).toByteArray();
    byte[] length = new byte[CodedOutputStream.computeUInt32SizeNoTag(message.length)];
    CodedOutputStream.newInstance(length).writeUInt32NoTag(message.length);
    for (byte[] bytes : new byte[][] {length, message}) {
      digest.update(bytes);
      out.write(bytes);
      bytesWritten += bytes.length;
    }
    count++;
  }

  long count() {
    return count;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  /** Ends the section and returns its hash. */
  ContentHash finish() {
    return ContentHash.of(digest.digest());
  }
}
