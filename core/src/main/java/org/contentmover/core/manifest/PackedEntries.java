package org.contentmover.core.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import java.util.Set;

/**
 * Entries in canonical order as their canonical bytes, made into objects when they are asked for: a
 * list of half a million takes as many bytes as its file, or none of the heap where the bytes lie
 * elsewhere. Any entry is found in the time of reading sixteen.
 */
final class PackedEntries extends AbstractList<ManifestEntry> implements RandomAccess {
  private static final int BLOCK = 16;
  private static final int ANY_KIND = -1;

  private final ByteBuffer bytes;
  private final int end;
  private final int size;

  /** Where each block of entries begins, and how many files come before it. */
  private final int[] positions;

  private final int[] filesBefore;
  private final int fileCount;

  private PackedEntries(ByteBuffer bytes, Index index) {
    this.bytes = bytes;
    this.end = bytes.limit();
    this.size = index.size;
    this.positions = Arrays.copyOf(index.positions, blocks(index.size));
    this.filesBefore = Arrays.copyOf(index.filesBefore, blocks(index.size));
    this.fileCount = index.files;
  }

  private static int blocks(int entries) {
    return (entries + BLOCK - 1) / BLOCK;
  }

  /** Takes note of where entries are, one after the other. */
  static final class Index {
    private int[] positions = new int[BLOCK];
    private int[] filesBefore = new int[BLOCK];
    private int size;
    private int files;

    void next(int position, boolean isFile) {
      if (size % BLOCK == 0) {
        int block = size / BLOCK;
        if (block == positions.length) {
          positions = Arrays.copyOf(positions, 2 * block);
          filesBefore = Arrays.copyOf(filesBefore, 2 * block);
        }
        positions[block] = position;
        filesBefore[block] = files;
      }
      size++;
      files += isFile ? 1 : 0;
    }

    int size() {
      return size;
    }

    /**
     * The entries noted.
     *
     * @param bytes in which they are, and which end with the last of them
     */
    PackedEntries of(ByteBuffer bytes) {
      return new PackedEntries(bytes, this);
    }
  }

  ByteBuffer bytes() {
    return bytes.duplicate().rewind();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public ManifestEntry get(int index) {
    return EntryBytes.read(bytes, position(index));
  }

  String path(int index) {
    return EntryBytes.path(bytes, position(index));
  }

  boolean isDirectory(int index) {
    return bytes.get(position(index)) == EntryKind.DIRECTORY.code();
  }

  boolean isFile(int index) {
    return EntryBytes.isFile(bytes, position(index));
  }

  /** Whether the entries at two places of two lists have the same mode and time. */
  static boolean haveSameAttributes(PackedEntries a, int indexOfA, PackedEntries b, int indexOfB) {
    int atA = a.position(indexOfA);
    int atB = b.position(indexOfB);
    return EntryBytes.mode(a.bytes, atA) == EntryBytes.mode(b.bytes, atB)
        && EntryBytes.mtimeNs(a.bytes, atA) == EntryBytes.mtimeNs(b.bytes, atB);
  }

  /** Those of a kind, in their order. */
  Iterator<ManifestEntry> ofKind(EntryKind kind) {
    return new Entries(kind.code());
  }

  /** How many files come before an entry; all of them for the place after the last. */
  int filesBefore(int index) {
    if (index == size) {
      return fileCount;
    }
    int block = index / BLOCK;
    int position = positions[block];
    int files = filesBefore[block];
    for (int i = index % BLOCK; i > 0; i--) {
      files += EntryBytes.isFile(bytes, position) ? 1 : 0;
      position = EntryBytes.next(bytes, position);
    }
    return files;
  }

  long contentBytes() {
    long sum = 0;
    for (int at = start(); at < end; at = EntryBytes.next(bytes, at)) {
      sum += EntryBytes.isFile(bytes, at) ? EntryBytes.sizeBytes(bytes, at) : 0;
    }
    return sum;
  }

  Map<ContentHash, Integer> firstFiles(Set<ContentHash> contents) {
    Map<ContentHash, Integer> found = new HashMap<>();
    int file = 0;
    for (int at = start(); at < end; at = EntryBytes.next(bytes, at)) {
      if (EntryBytes.isFile(bytes, at)) {
        ContentHash hash = EntryBytes.hash(bytes, at);
        if (contents.contains(hash)) {
          found.putIfAbsent(hash, file);
        }
        file++;
      }
    }
    return found;
  }

  /** Where the first entry begins. */
  int start() {
    return size == 0 ? end : positions[0];
  }

  int position(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("entry " + index + " of " + size);
    }
    int position = positions[index / BLOCK];
    for (int i = index % BLOCK; i > 0; i--) {
      position = EntryBytes.next(bytes, position);
    }
    return position;
  }

  /** How many entries come before a path. */
  int firstFrom(String path) {
    byte[] wanted = path.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = positions.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (EntryBytes.comparePath(bytes, positions[middle], wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return 0;
    }
    int index = (low - 1) * BLOCK;
    int position = positions[low - 1];
    int last = Math.min(size, index + BLOCK);
    while (index < last && EntryBytes.comparePath(bytes, position, wanted) < 0) {
      position = EntryBytes.next(bytes, position);
      index++;
    }
    return index;
  }

  /** The index of a path, -1 when it is not there. */
  int indexOf(String path) {
    int index = firstFrom(path);
    byte[] wanted = path.getBytes(StandardCharsets.UTF_8);
    return index < size && EntryBytes.comparePath(bytes, position(index), wanted) == 0 ? index : -1;
  }

  @Override
  public Iterator<ManifestEntry> iterator() {
    return new Entries(ANY_KIND);
  }

  private final class Entries implements Iterator<ManifestEntry> {
    private final int kind;
    private int position = start();

    Entries(int kind) {
      this.kind = kind;
    }

    @Override
    public boolean hasNext() {
      while (kind != ANY_KIND && position < end && bytes.get(position) != kind) {
        position = EntryBytes.next(bytes, position);
      }
      return position < end;
    }

    @Override
    public ManifestEntry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ManifestEntry entry = EntryBytes.read(bytes, position);
      position = EntryBytes.next(bytes, position);
      return entry;
    }
  }

  /** The files among them. */
  List<ManifestEntry> files() {
    return new Files();
  }

  private final class Files extends AbstractList<ManifestEntry> implements RandomAccess {
    @Override
    public int size() {
      return fileCount;
    }

    @Override
    public ManifestEntry get(int index) {
      if (index < 0 || index >= fileCount) {
        throw new IndexOutOfBoundsException("file " + index + " of " + fileCount);
      }
      int block = Arrays.binarySearch(filesBefore, index);
      if (block < 0) {
        block = -block - 2;
      }
      // Of blocks without files, which have equal numbers before them, the last.
      while (block + 1 < filesBefore.length && filesBefore[block + 1] <= index) {
        block++;
      }
      int position = positions[block];
      for (int files = filesBefore[block]; ; position = EntryBytes.next(bytes, position)) {
        if (EntryBytes.isFile(bytes, position) && files++ == index) {
          return EntryBytes.read(bytes, position);
        }
      }
    }

    @Override
    public Iterator<ManifestEntry> iterator() {
      return ofKind(EntryKind.FILE);
    }
  }
}
