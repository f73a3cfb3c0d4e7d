package org.contentmover.core.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Changes in the order in which they were told, packed; and by path. Four bytes of the heap for
 * each, the rest lies in a {@link Scratch}. One thread.
 */
public final class PackedChanges {
  private static final int BUFFER_BYTES = 16 * 1024;

  /** The kinds of entries, and then what is no entry. */
  private static final int SET_ATTRIBUTES = 4;

  private static final int REMOVE_FILE = 5;
  private static final int COPY_OF_BASE = 6;
  private static final int COPY_OF_NEW = 7;

  private final Scratch scratch;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final Packing packing = new Packing();
  private int[] positions = new int[16];
  private int count;
  private int length;
  private ByteBuffer bytes;

  public PackedChanges(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Takes the next change; none that moves or removes a directory. */
  public void add(TreeChange change) throws IOException {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, count + (count >> 1));
    }
    if (buffer.remaining() < EntryBytes.MAX_BYTES) {
      scratch.append(buffer.flip());
      buffer.clear();
    }
    int before = buffer.position();
    change.accept(packing);
    positions[count++] = length;
    length = Math.addExact(length, buffer.position() - before);
  }

  /** How many there are. */
  public int size() {
    return count;
  }

  /** There are no more to come: their numbers in the order of their paths, and of the telling. */
  public int[] byPath() throws IOException {
    scratch.append(buffer.flip());
    bytes = scratch.content();
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return RunSort.sorted(
        numbers,
        (a, b) -> {
          int order = EntryBytes.comparePaths(bytes, positions[a], bytes, positions[b]);
          return order != 0 ? order : Integer.compare(a, b);
        });
  }

  /** The change with a number; from 0. */
  public TreeChange get(int number) {
    int at = positions[number];
    int rest = EntryBytes.afterPath(bytes, at);
    String path = path(number);
    long mtimeNs = EntryBytes.mtimeNs(bytes, at);
    switch (bytes.get(at)) {
      case SET_ATTRIBUTES:
        return new TreeChange.SetAttributes(path, bytes.getInt(rest), mtimeNs);
      case REMOVE_FILE:
        return new TreeChange.RemoveFile(path);
      case COPY_OF_BASE:
        return copy(at, new TreeChange.CopyFile.OfBase(bytes.getInt(rest + Integer.BYTES)));
      case COPY_OF_NEW:
        return copy(
            at, new TreeChange.CopyFile.OfNew(EntryBytes.text(bytes, rest + Integer.BYTES)));
      default:
        ManifestEntry entry = EntryBytes.read(bytes, at);
        return switch (entry.kind()) {
          case DIRECTORY -> new TreeChange.MakeDirectory(entry);
          case FILE -> new TreeChange.PutFile(entry);
          case SYMLINK -> new TreeChange.PutSymlink(entry);
        };
    }
  }

  private TreeChange copy(int at, TreeChange.CopyFile.Source source) {
    int mode = bytes.getInt(EntryBytes.afterPath(bytes, at));
    return new TreeChange.CopyFile(
        EntryBytes.path(bytes, at), mode, EntryBytes.mtimeNs(bytes, at), source);
  }

  public String path(int number) {
    return EntryBytes.path(bytes, positions[number]);
  }

  /** Whether it puts a file; cheaper than to look at the change. */
  public boolean putsFile(int number) {
    return EntryBytes.isFile(bytes, positions[number]);
  }

  /** Whether two changes are about one path. */
  public boolean sharePath(int number, int other) {
    return EntryBytes.comparePaths(bytes, positions[number], bytes, positions[other]) == 0;
  }

  /** The first change of a path, as an index among numbers by path; -1 when there is none. */
  public int find(String path, int[] numbersByPath) {
    byte[] wanted = path.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = numbersByPath.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (EntryBytes.comparePath(bytes, positions[numbersByPath[middle]], wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean there =
        low < numbersByPath.length
            && EntryBytes.comparePath(bytes, positions[numbersByPath[low]], wanted) == 0;
    return there ? low : -1;
  }

  private final class Packing implements TreeChange.Visitor<Void> {
    private Void put(int code, long mtimeNs, String path) {
      EntryBytes.putStart(code, 0, mtimeNs, path, buffer);
      return null;
    }

    private Void put(ManifestEntry entry) {
      EntryBytes.put(entry, buffer);
      return null;
    }

    @Override
    public Void makeDirectory(TreeChange.MakeDirectory change) {
      return put(change.entry());
    }

    @Override
    public Void putFile(TreeChange.PutFile change) {
      return put(change.entry());
    }

    @Override
    public Void putSymlink(TreeChange.PutSymlink change) {
      return put(change.entry());
    }

    @Override
    public Void setAttributes(TreeChange.SetAttributes change) {
      put(SET_ATTRIBUTES, change.mtimeNs(), change.path());
      // As it was told: whether it can be a mode is seen when it is carried out.
      buffer.putInt(change.mode());
      return null;
    }

    @Override
    public Void removeFile(TreeChange.RemoveFile change) {
      return put(REMOVE_FILE, 0, change.path());
    }

    @Override
    public Void copyFile(TreeChange.CopyFile change) {
      boolean ofBase = change.source() instanceof TreeChange.CopyFile.OfBase;
      put(ofBase ? COPY_OF_BASE : COPY_OF_NEW, change.mtimeNs(), change.path());
      buffer.putInt(change.mode());
      if (change.source() instanceof TreeChange.CopyFile.OfNew it) {
        EntryBytes.putText(it.path(), buffer);
      } else {
        buffer.putInt(((TreeChange.CopyFile.OfBase) change.source()).index());
      }
      return null;
    }

    @Override
    public Void moveDirectory(TreeChange.MoveDirectory change) {
      throw new IllegalArgumentException("a directory moves before anything else changes");
    }

    @Override
    public Void removeDirectory(TreeChange.RemoveDirectory change) {
      throw new IllegalArgumentException("a directory goes before anything else changes");
    }
  }
}
