package org.contentmover.content.delta.zip;

import java.io.IOException;
import org.contentmover.content.delta.ReadableFile;

/** What an entry of an archive has in it. Usable by several threads, one at a time. */
final class MemberFile implements ReadableFile {
  private final ReadableFile archive;
  private final ArchiveMember member;
  private final CursorPool pool;

  MemberFile(ReadableFile archive, ArchiveMember member, CursorPool pool) {
    this.archive = archive;
    this.member = member;
    this.pool = pool;
  }

  @Override
  public long size() {
    return member.bytes();
  }

  @Override
  public int read(long offset, byte[] into, int from, int length) throws IOException {
    if (offset >= member.bytes()) {
      return -1;
    }
    if (!member.deflated()) {
      int most = (int) Math.min(length, member.bytes() - offset);
      return archive.read(member.offset() + offset, into, from, most);
    }
    synchronized (pool) {
      return length == 0
          ? 0
          : pool.cursor(archive, member, offset).read(offset, into, from, length);
    }
  }

  /** Nothing is open but the archive and what the pool holds. */
  @Override
  public void close() {}
}
