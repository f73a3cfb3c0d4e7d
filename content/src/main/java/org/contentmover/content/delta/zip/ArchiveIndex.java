package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.contentmover.content.delta.ReadableFile;

/**
 * Finds the entries of an archive by its central directory. What is unusual (more than 4 GiB,
 * encrypted, entries inside each other) is left out: it stays as it is.
 *
 * <p>Both sides find the same in the same bytes. Memory: the list of members, and a block of the
 * central directory.
 */
final class ArchiveIndex {
  /** Of a local header, without the name. */
  static final int LOCAL_BYTES = 30;

  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x0605_4b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int CENTRAL_SIGNATURE = 0x0201_4b50;
  private static final int LOCAL_SIGNATURE = 0x0403_4b50;
  private static final int MAX_DIRECTORY_BYTES = 8 << 20;
  private static final int MAX_NAME_BYTES = 0xffff;

  /** Of the central directory; has room for a header and its name. */
  private static final int BLOCK_BYTES = 1 << 17;

  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1;
  private static final long IS_ELSEWHERE = 0xffff_ffffL;

  private final ReadableFile file;
  private final boolean named;

  private ArchiveIndex(ReadableFile file, boolean named) {
    this.file = file;
    this.named = named;
  }

  /**
   * In the order of the archive, none overlapping another; none at all when it is no archive.
   *
   * @param named whether names are wanted, which take memory
   */
  static List<ArchiveMember> membersOf(ReadableFile file, boolean named) throws IOException {
    return new ArchiveIndex(file, named).members();
  }

  private List<ArchiveMember> members() throws IOException {
    long size = file.size();
    int tailBytes = (int) Math.min(size, END_BYTES + 0xffff);
    ByteBuffer tail = read(size - tailBytes, tailBytes);
    for (int at = tailBytes - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE
          && at + END_BYTES + unsignedShort(tail, at + 20) == tailBytes) {
        long directoryBytes = unsignedInt(tail, at + 12);
        long directory = unsignedInt(tail, at + 16);
        boolean fits = directory + directoryBytes <= size - tailBytes + at;
        return fits && directoryBytes <= MAX_DIRECTORY_BYTES
            ? members(directory, directory + directoryBytes)
            : List.of();
      }
    }
    return List.of();
  }

  /** Offsets are those of local headers. */
  private List<ArchiveMember> members(long directoryOffset, long end) throws IOException {
    List<ArchiveMember> found = new ArrayList<>();
    int blockBytes = (int) Math.min(BLOCK_BYTES, end - directoryOffset);
    ByteBuffer directory = ByteBuffer.allocate(blockBytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    long header = directoryOffset;
    while (header + CENTRAL_BYTES <= end) {
      readOn(directory, header, end);
      int at = directory.position();
      if (directory.getInt(at) != CENTRAL_SIGNATURE) {
        break;
      }
      int flags = unsignedShort(directory, at + 8);
      int method = unsignedShort(directory, at + 10);
      long archiveBytes = unsignedInt(directory, at + 20);
      long bytes = unsignedInt(directory, at + 24);
      long local = unsignedInt(directory, at + 42);
      if ((method == DEFLATED || method == STORED && bytes == archiveBytes)
          && (flags & ENCRYPTED) == 0
          && archiveBytes > 0
          && bytes > 0
          && archiveBytes != IS_ELSEWHERE
          && bytes != IS_ELSEWHERE) {
        String name = named ? name(directory, at) : "";
        int crc32 = directory.getInt(at + 16);
        found.add(new ArchiveMember(name, method == DEFLATED, local, archiveBytes, bytes, crc32));
      }
      int headerBytes =
          CENTRAL_BYTES
              + unsignedShort(directory, at + 28)
              + unsignedShort(directory, at + 30)
              + unsignedShort(directory, at + 32);
      header += headerBytes;
      directory.position(Math.min(directory.limit(), at + headerBytes));
    }
    if (found.size() > Recipe.MAX_STEPS) {
      return List.of();
    }
    found.sort(Comparator.comparingLong(ArchiveMember::offset));
    return located(found, directoryOffset);
  }

  /**
   * Has a header and its name in the block, from its position on. Nothing is read twice: in an
   * archive in an archive that would begin again at its beginning.
   */
  private void readOn(ByteBuffer block, long header, long end) throws IOException {
    if (block.remaining() >= CENTRAL_BYTES + MAX_NAME_BYTES || header + block.remaining() == end) {
      return;
    }
    block.compact();
    int wanted = (int) Math.min(block.remaining(), end - header - block.position());
    file.readFully(header + block.position(), block.array(), block.position(), wanted);
    block.limit(block.position() + wanted).position(0);
  }

  private static String name(ByteBuffer directory, int at) {
    int length =
        Math.min(unsignedShort(directory, at + 28), directory.limit() - at - CENTRAL_BYTES);
    return new String(directory.array(), at + CENTRAL_BYTES, length, StandardCharsets.UTF_8);
  }

  /** Goes to local headers front to back: an archive in an archive is read best that way. */
  private List<ArchiveMember> located(List<ArchiveMember> found, long directoryOffset)
      throws IOException {
    List<ArchiveMember> members = new ArrayList<>(found.size());
    long end = 0;
    for (ArchiveMember member : found) {
      long local = member.offset();
      if (local < end || local + LOCAL_BYTES > directoryOffset) {
        continue;
      }
      ByteBuffer header = read(local, LOCAL_BYTES);
      long data = local + LOCAL_BYTES + unsignedShort(header, 26) + unsignedShort(header, 28);
      if (header.getInt(0) == LOCAL_SIGNATURE && data + member.archiveBytes() <= directoryOffset) {
        ArchiveMember located = member.at(data);
        members.add(located);
        end = located.end();
      }
    }
    return members;
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.readFully(offset, bytes, 0, length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int unsignedShort(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff;
  }

  private static long unsignedInt(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & IS_ELSEWHERE;
  }
}
