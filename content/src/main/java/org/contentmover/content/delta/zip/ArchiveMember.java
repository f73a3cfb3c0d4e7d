package org.contentmover.content.delta.zip;

/**
 * An entry's bytes in an archive.
 *
 * @param offset in the archive
 * @param archiveBytes in the archive
 * @param bytes of the entry itself, as the archive says
 */
record ArchiveMember(boolean deflated, long offset, long archiveBytes, long bytes) {
  long end() {
    return offset + archiveBytes;
  }
}
