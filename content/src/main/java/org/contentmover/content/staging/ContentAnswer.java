package org.contentmover.content.staging;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * The bytes of files of a scanned tree, one after the other, in one zstd frame: for each file a
 * byte that says whether it is as it was scanned, then its bytes or a text why it cannot be had.
 * What arrived is judged by its hash; everything here only tells of trouble early.
 *
 * <p>Stateless.
 */
final class ContentAnswer {
  static final int HERE = 0;
  static final int GONE = 1;

  private static final int LEVEL = 3;
  private static final int BUFFER_BYTES = 1 << 16;

  private ContentAnswer() {}

  /**
   * Writes files; closes the stream.
   *
   * @param identity of the root when it was checked ({@link ScannedRoot#identity})
   * @param fromByte where to begin in the first of them
   * @throws IOException when the root is another one, the stream cannot be written, or a file gets
   *     shorter meanwhile
   */
  static void write(
      Path root, Object identity, List<ManifestEntry> files, long fromByte, OutputStream target)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (DataOutputStream out =
            new DataOutputStream(new ZstdOutputStream(target, LEVEL).setChecksum(true));
        ScannedRoot scanned = ScannedRoot.open(root, identity)) {
      long from = fromByte;
      for (ManifestEntry file : files) {
        write(scanned, file, from, out, buffer);
        from = 0;
      }
    }
  }

  private static void write(
      ScannedRoot root, ManifestEntry file, long fromByte, DataOutputStream out, byte[] buffer)
      throws IOException {
    SeekableByteChannel channel;
    try {
      channel = root.open(file);
    } catch (IOException e) {
      gone(out, "it cannot be read as it was scanned: " + e);
      return;
    }
    try (channel) {
      out.writeByte(HERE);
      copy(channel.position(fromByte), file.sizeBytes() - fromByte, out, buffer);
    }
  }

  private static void gone(DataOutputStream out, String why) throws IOException {
    out.writeByte(GONE);
    out.writeUTF(why);
  }

  private static void copy(
      SeekableByteChannel from, long length, DataOutputStream out, byte[] buffer)
      throws IOException {
    for (long left = length; left > 0; ) {
      int read = from.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(left, buffer.length)));
      if (read < 0) {
        throw new EOFException("a file of the staging area got shorter while it was read");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
