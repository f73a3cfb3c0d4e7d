package org.contentmover.content.delta.zip;

/**
 * The deflated bytes of one entry of an archive.
 *
 * @param offset in the archive
 * @param deflatedBytes in the archive
 * @param inflatedBytes what the archive says they make
 */
record DeflatedEntry(long offset, long deflatedBytes, long inflatedBytes) {
  long end() {
    return offset + deflatedBytes;
  }
}
