package org.contentmover.core.manifest;

import java.nio.ByteBuffer;

/**
 * The entries in which two trees differ, one path after the other in canonical order. What is equal
 * is passed over as bytes: to find out that nothing has changed takes no object and hardly longer
 * than to read both.
 *
 * <p>Begins before the first; one thread.
 */
public final class UnequalEntries {
  private final Side base;
  private final Side target;

  private UnequalEntries(Manifest base, Manifest target) {
    this.base = new Side(base.packed());
    this.target = new Side(target.packed());
  }

  public static UnequalEntries of(Manifest base, Manifest target) {
    return new UnequalEntries(base, target);
  }

  /** Goes on to the next path; false when there is none. */
  public boolean next() {
    base.leave();
    target.leave();
    passEqual();
    if (base.isAtEnd() && target.isAtEnd()) {
      return false;
    }
    int order =
        base.isAtEnd()
            ? 1
            : target.isAtEnd()
                ? -1
                : EntryBytes.comparePaths(base.bytes, base.position, target.bytes, target.position);
    base.isHere = order <= 0;
    target.isHere = order >= 0;
    return true;
  }

  private void passEqual() {
    base.showRest();
    target.showRest();
    int same = base.rest.mismatch(target.rest);
    int end = base.position + (same < 0 ? base.rest.remaining() : same);
    while (!base.isAtEnd() && base.next() <= end) {
      target.pass();
      base.pass();
    }
  }

  /** The entry of the base at this path, null when there is none. */
  public ManifestEntry before() {
    return base.entry();
  }

  /** The entry of the target at this path, null when there is none. */
  public ManifestEntry now() {
    return target.entry();
  }

  /** The place of {@link #before} among the entries of the base. */
  int indexBefore() {
    return base.index;
  }

  /** The place of {@link #now} among the entries of the target. */
  int indexNow() {
    return target.index;
  }

  /** The place of {@link #before}, which is a file, among the files of the base. */
  public int fileBefore() {
    return base.files;
  }

  private static final class Side {
    private final ByteBuffer bytes;
    private final ByteBuffer rest;
    private final int end;
    private int position;
    private int index;
    private int files;
    private boolean isHere;

    Side(PackedEntries entries) {
      bytes = entries.bytes();
      rest = bytes.duplicate();
      end = bytes.limit();
      position = entries.start();
    }

    boolean isAtEnd() {
      return position == end;
    }

    int next() {
      return EntryBytes.next(bytes, position);
    }

    void leave() {
      if (isHere) {
        pass();
        isHere = false;
      }
    }

    void pass() {
      files += EntryBytes.isFile(bytes, position) ? 1 : 0;
      index++;
      position = next();
    }

    void showRest() {
      rest.position(position);
    }

    ManifestEntry entry() {
      return isHere ? EntryBytes.read(bytes, position) : null;
    }
  }
}
