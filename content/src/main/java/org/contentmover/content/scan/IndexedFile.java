package org.contentmover.content.scan;

import org.contentmover.content.disk.FileStamp;
import org.contentmover.core.manifest.ContentHash;

/** What a scan knew about a file: while its stamp is the same, so is its content. */
record IndexedFile(long sizeBytes, long mtimeNs, long ctimeNs, long inode, ContentHash sha256) {
  static IndexedFile of(FileStamp stamp, ContentHash sha256) {
    return new IndexedFile(
        stamp.sizeBytes(), stamp.mtimeNs(), stamp.ctimeNs(), stamp.inode(), sha256);
  }

  boolean isStill(FileStamp stamp) {
    return sizeBytes == stamp.sizeBytes()
        && mtimeNs == stamp.mtimeNs()
        && ctimeNs == stamp.ctimeNs()
        && inode == stamp.inode();
  }
}
