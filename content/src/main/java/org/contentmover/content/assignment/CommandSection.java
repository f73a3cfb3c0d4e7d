package org.contentmover.content.assignment;

import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.disk.CountedOutput;
import org.contentmover.content.seal.SealedSections;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Writes the command section: one zstd frame, in it each command after its length, as Protocol
 * Buffers delimit messages. One thread.
 */
final class CommandSection implements Closeable {
  /** The numbers in commands are small and the paths alike: it takes some effort to see that. */
  private static final int LEVEL = 12;

  /**
   * 1 MiB of commands, as what is alike is near: with the level's own 4 MiB, and a table for as
   * much, every assignment takes 45 MiB outside the heap as long as it is written, for 0.4 % less
   * of large sections.
   */
  private static final int WINDOW_LOG = 20;

  private static final int HASH_LOG = 19;

  private final MessageDigest digest = ContentHash.newDigest();
  private final CommandEncoder encoder;
  private final CountedOutput packed;
  private final OutputStream out;
  private long count;
  private long contentBytes;

  CommandSection(OutputStream out, Optional<SealedSections> seal, List<ManifestEntry> baseFiles)
      throws IOException {
    this.encoder = new CommandEncoder(baseFiles);
    this.packed = new CountedOutput(new DigestOutputStream(out, digest));
    OutputStream target =
        seal.isPresent() ? seal.get().sealing(packed, SealedSections.Section.COMMANDS) : packed;
    this.out =
        new ZstdOutputStream(target, LEVEL)
            .setWindowLog(WINDOW_LOG)
            .setHashLog(HASH_LOG)
            .setChecksum(true);
  }

  void write(AssignmentCommand command) throws IOException {
    byte[] message = encoder.encode(command).toByteArray();
    byte[] length = new byte[CodedOutputStream.computeUInt32SizeNoTag(message.length)];
    CodedOutputStream.newInstance(length).writeUInt32NoTag(message.length);
    out.write(length);
    out.write(message);
    contentBytes += length.length + message.length;
    count++;
  }

  long count() {
    return count;
  }

  /** As they are unpacked. */
  long contentBytes() {
    return contentBytes;
  }

  /** As they travel; once it is closed. */
  long bytes() {
    return packed.bytes();
  }

  /** The hash of the section; once, when it is closed. */
  ContentHash sha256() {
    return ContentHash.of(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
