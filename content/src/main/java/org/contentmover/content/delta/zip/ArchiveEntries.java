package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.delta.ReadableFile;

/**
 * The entries of an archive, and of archives that are entries of it. Both sides find the same ones
 * in the same bytes.
 *
 * <p>Usable by several threads, one at a time. Reading on is cheap, reading back begins an entry
 * again; the places read last are remembered. Memory: half a mebibyte, the list of entries, and an
 * archive in the archive of up to 4 MiB.
 */
public final class ArchiveEntries implements AutoCloseable {
  private static final long MOST_IN_MEMORY_BYTES = 4 << 20;

  private final ReadableFile archive;
  private final List<ArchiveMember> members;
  private final CursorPool pool;
  private final boolean named;
  private int openedPlace = -1;
  private ArchiveEntries opened;

  private ArchiveEntries(
      ReadableFile archive, List<ArchiveMember> members, CursorPool pool, boolean named) {
    this.archive = archive;
    this.members = members;
    this.pool = pool;
    this.named = named;
  }

  /**
   * The entries of an archive, which closing does not close.
   *
   * @return empty when it is no archive or has no entries
   */
  public static Optional<ArchiveEntries> of(ReadableFile archive) throws IOException {
    return of(archive, false);
  }

  static Optional<ArchiveEntries> of(ReadableFile archive, boolean named) throws IOException {
    return of(archive, new CursorPool(), named);
  }

  private static Optional<ArchiveEntries> of(ReadableFile archive, CursorPool pool, boolean named)
      throws IOException {
    if (!isArchive(archive)) {
      return Optional.empty();
    }
    List<ArchiveMember> members = ArchiveIndex.membersOf(archive, named);
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(new ArchiveEntries(archive, members, pool, named));
  }

  /** How an archive file begins that has entries. */
  static boolean isArchive(ReadableFile file) throws IOException {
    if (file.size() < Integer.BYTES) {
      return false;
    }
    byte[] first = new byte[Integer.BYTES];
    file.readFully(0, first, 0, first.length);
    return first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4;
  }

  ReadableFile archive() {
    return archive;
  }

  List<ArchiveMember> members() {
    return members;
  }

  /** How many there are. */
  public int size() {
    return members.size();
  }

  /** What an entry has in it; nothing of it is to be closed. */
  public ReadableFile content(int place) {
    return new MemberFile(archive, members.get(place), pool);
  }

  /** The entries of an entry; the one asked for last is remembered. Empty when it is no archive. */
  public Optional<ArchiveEntries> inside(int place) throws IOException {
    if (openedPlace != place) {
      opened = null;
      opened = of(read(content(place)), pool, named).orElse(null);
      openedPlace = place;
    }
    return Optional.ofNullable(opened);
  }

  /** Its directory is at its end: what is not too large is inflated once, and not once for that. */
  private static ReadableFile read(ReadableFile archive) throws IOException {
    if (archive.size() > MOST_IN_MEMORY_BYTES || !isArchive(archive)) {
      return archive;
    }
    byte[] bytes = new byte[(int) archive.size()];
    archive.readFully(0, bytes, 0, bytes.length);
    return ReadableFile.of(bytes);
  }

  @Override
  public void close() {
    synchronized (pool) {
      pool.close();
    }
  }
}
