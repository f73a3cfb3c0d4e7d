package org.contentmover.content.delta.zip;

/**
 * An entry's bytes in an archive.
 *
 * @param name empty when it was not asked for
 * @param offset in the archive
 * @param archiveBytes in the archive
 * @param bytes of the entry itself, as the archive says
 * @param crc32 of these bytes, as the archive says
 */
record ArchiveMember(
    String name, boolean deflated, long offset, long archiveBytes, long bytes, int crc32) {
  long end() {
    return offset + archiveBytes;
  }

  ArchiveMember at(long place) {
    return new ArchiveMember(name, deflated, place, archiveBytes, bytes, crc32);
  }

  boolean claimsContentOf(ArchiveMember other) {
    return bytes == other.bytes && crc32 == other.crc32;
  }

  /** Whether the bytes in the archives could be equal. */
  boolean claimsBytesOf(ArchiveMember other) {
    return claimsContentOf(other)
        && deflated == other.deflated
        && archiveBytes == other.archiveBytes;
  }
}
