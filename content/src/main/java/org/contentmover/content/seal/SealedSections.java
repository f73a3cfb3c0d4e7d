package org.contentmover.content.seal;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.contentmover.core.ids.AssignmentId;

/**
 * How the commands and the parts of the data of one assignment are sealed (CM-5, CM-15):
 * AES-256-GCM in segments of 64 KiB, each bound to its place, its section and its assignment. So a
 * stretch can be read when its segments are there, and nothing is used of a segment that was
 * changed or is another one's.
 *
 * <p>Immutable, usable from any thread; what it opens is for one thread. Memory: two segments for
 * each section that is open.
 */
public final class SealedSections {
  static final int KEY_BYTES = 32;

  private static final int SEGMENT_BYTES = 64 * 1024;

  /** Length of itself, salt, first part of the nonces. */
  private static final int PREFIX_BYTES = 40;

  private static final int TAG_BYTES = 16;
  private static final byte[] CONTEXT =
      "content-mover sealed section 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int UUID_BYTES = 16;

  private final AesGcmHkdfStreaming cipher;
  private final AssignmentId assignment;

  /**
   * A stretch of an assignment that is sealed by itself.
   *
   * @param number which it is, and nothing else of the same assignment
   * @param words for administrators
   */
  public record Section(int number, String words) {
    public static final Section COMMANDS = new Section(0, "commands");

    /** One of the parts of the data, numbered from 0. */
    public static Section ofData(int part) {
      return new Section(part + 1, "data");
    }
  }

  SealedSections(byte[] dataKey, AssignmentId assignment) {
    this.assignment = assignment;
    try {
      cipher = new AesGcmHkdfStreaming(dataKey, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks AES-256-GCM or HKDF-SHA-256", e);
    }
  }

  /** Length of what so many bytes are sealed to. */
  public static long sealedBytes(long plainBytes) {
    int room = SEGMENT_BYTES - TAG_BYTES;
    long segments = Math.max(1, (plainBytes + PREFIX_BYTES + room - 1) / room);
    return PREFIX_BYTES + plainBytes + segments * TAG_BYTES;
  }

  /**
   * Seals what is written; closing it writes the last segment and closes the target.
   *
   * @throws IOException when the target cannot be written
   */
  public OutputStream sealing(OutputStream target, Section section) throws IOException {
    try {
      return cipher.newEncryptingStream(target, context(section));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    }
  }

  /**
   * Unseals a section. Reading throws an IOException when the segments that are needed are not what
   * was sealed, and can be tried again.
   *
   * @throws IOException when no section can have its length
   */
  public SeekableByteChannel unsealing(SeekableByteChannel sealed, Section section)
      throws IOException {
    try {
      return cipher.newSeekableDecryptingChannel(sealed, context(section));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("unsealing failed", e);
    }
  }

  /** Length of what is read before anything else. */
  public static int prefixBytes() {
    return PREFIX_BYTES;
  }

  /** Where the segment begins, in the sealed section, that has a byte of the plain one. */
  public static long segmentStart(long plainOffset) {
    return (plainOffset + PREFIX_BYTES) / (SEGMENT_BYTES - TAG_BYTES) * SEGMENT_BYTES;
  }

  /** Where it ends, unless it is the last one, which ends with the section. */
  public static long segmentEnd(long plainOffset) {
    return segmentStart(plainOffset) + SEGMENT_BYTES;
  }

  private byte[] context(Section section) {
    return ByteBuffer.allocate(CONTEXT.length + UUID_BYTES + Integer.BYTES)
        .put(CONTEXT)
        .putLong(assignment.value().getMostSignificantBits())
        .putLong(assignment.value().getLeastSignificantBits())
        .putInt(section.number())
        .array();
  }
}
