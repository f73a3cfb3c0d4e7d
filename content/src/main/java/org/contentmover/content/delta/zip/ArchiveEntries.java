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
 * archive in the archive of up to 4 MiB, or what {@link SkimmedFile} takes while one is opened.
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
    return isArchive(archive) ? of(archive, archive, pool, named) : Optional.empty();
  }

  /**
   * The entries of an archive.
   *
   * @param index from where its directory and headers are read
   */
  private static Optional<ArchiveEntries> of(
      ReadableFile archive, ReadableFile index, CursorPool pool, boolean named) throws IOException {
    List<ArchiveMember> members = ArchiveIndex.membersOf(index, named);
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
    return isEntry(first, 0);
  }

  /** Whether a local header begins there. */
  static boolean isEntry(byte[] bytes, int at) {
    return bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 3 && bytes[at + 3] == 4;
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
    return place == openedPlace && opened != null
        ? opened.archive()
        : new MemberFile(archive, members.get(place), pool);
  }

  /** The entries of an entry; the one asked for last is remembered. Empty when it is no archive. */
  public Optional<ArchiveEntries> inside(int place) throws IOException {
    if (openedPlace != place) {
      opened = null;
      opened = inside(content(place)).orElse(null);
      openedPlace = place;
    }
    return Optional.ofNullable(opened);
  }

  /**
   * Its directory is at its end, and its headers are everywhere: it is inflated once for them, and
   * what is not too large is kept.
   */
  private Optional<ArchiveEntries> inside(ReadableFile inner) throws IOException {
    if (!isArchive(inner)) {
      return Optional.empty();
    }
    if (inner.size() > MOST_IN_MEMORY_BYTES) {
      return of(inner, SkimmedFile.of(inner), pool, named);
    }
    byte[] bytes = new byte[(int) inner.size()];
    inner.readFully(0, bytes, 0, bytes.length);
    ReadableFile kept = ReadableFile.of(bytes);
    return of(kept, kept, pool, named);
  }

  @Override
  public void close() {
    synchronized (pool) {
      pool.close();
    }
  }
}
