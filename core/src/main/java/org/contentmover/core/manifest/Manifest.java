package org.contentmover.core.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The complete list of what a tree holds, in canonical order: every entry's directory is an entry
 * too, up to the root (CM-2).
 *
 * <p>Immutable, usable from any thread. Two trees are equal if and only if their {@link #hash()
 * hashes} are.
 */
public final class Manifest implements Iterable<ManifestEntry> {
  /** The tree before there is any: not even a root. What version 0 of a site is. */
  public static final Manifest EMPTY = ofSorted(List.of());

  private static final int PART_BYTES = 1 << 16;

  private final PackedEntries entries;
  private volatile ContentHash hash;

  private Manifest(PackedEntries entries) {
    this.entries = entries;
  }

  static Manifest ofPacked(PackedEntries entries) {
    return new Manifest(entries);
  }

  /**
   * Makes a manifest of entries in any order.
   *
   * @throws IllegalArgumentException when a path comes twice or an entry's directory is missing
   */
  public static Manifest of(Collection<ManifestEntry> entries) {
    List<ManifestEntry> sorted = new ArrayList<>(entries);
    sorted.sort((a, b) -> TreePath.ORDER.compare(a.path(), b.path()));
    return ofSorted(sorted);
  }

  /** As {@link #of}, for entries that are in canonical order already; says so when they are not. */
  public static Manifest ofSorted(List<ManifestEntry> sorted) {
    ManifestDraft draft = new ManifestDraft(new HeapScratch());
    try {
      for (ManifestEntry entry : sorted) {
        draft.add(entry);
      }
      return draft.manifest();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to the heap failed", e);
    }
  }

  /**
   * Reads canonical bytes up to their end.
   *
   * @throws MalformedManifestException when they are not exactly what {@link #writeTo} writes
   */
  public static Manifest readFrom(InputStream in) throws IOException {
    return of(ByteBuffer.wrap(in.readAllBytes()));
  }

  /**
   * As {@link #readFrom(InputStream)}, from somebody who might never end.
   *
   * @param mostBytes that are taken into memory
   * @throws MalformedManifestException also when there are more
   */
  public static Manifest readFrom(InputStream in, int mostBytes) throws IOException {
    byte[] bytes = in.readNBytes(mostBytes);
    if (bytes.length == mostBytes && in.read() >= 0) {
      throw new MalformedManifestException(
          "manifest of more than " + mostBytes + " bytes, which is more than is taken here");
    }
    return of(ByteBuffer.wrap(bytes));
  }

  /**
   * A manifest that lies in canonical bytes, which must not change: looks at all of them once.
   *
   * @throws MalformedManifestException when they are not exactly what {@link #writeTo} writes
   */
  public static Manifest of(ByteBuffer canonicalBytes) throws IOException {
    return new Manifest(ManifestCodec.decode(canonicalBytes.slice()));
  }

  /** Writes the canonical bytes: one tree, one sequence of bytes. */
  public void writeTo(OutputStream out) throws IOException {
    ByteBuffer bytes = entries.bytes();
    byte[] part = new byte[Math.min(PART_BYTES, bytes.remaining())];
    while (bytes.hasRemaining()) {
      int length = Math.min(part.length, bytes.remaining());
      bytes.get(part, 0, length);
      out.write(part, 0, length);
    }
    out.flush();
  }

  /** How many canonical bytes it has. */
  public int lengthBytes() {
    return entries.bytes().remaining();
  }

  /** SHA-256 of the canonical bytes. */
  public ContentHash hash() {
    ContentHash known = hash;
    if (known == null) {
      MessageDigest digest = ContentHash.newDigest();
      digest.update(entries.bytes());
      known = ContentHash.of(digest.digest());
      hash = known;
    }
    return known;
  }

  /**
   * All entries in canonical order; unmodifiable. Each is made when it is asked for: who keeps some
   * keeps some hundred bytes for each.
   */
  public List<ManifestEntry> entries() {
    return entries;
  }

  @Override
  public Iterator<ManifestEntry> iterator() {
    return entries.iterator();
  }

  /** The entries of one kind in canonical order; the others are passed over, and not made. */
  public Iterable<ManifestEntry> ofKind(EntryKind kind) {
    return () -> entries.ofKind(kind);
  }

  /** Whether an entry, given by its place in {@link #entries}, is a directory; makes none. */
  public boolean isDirectory(int index) {
    return entries.isDirectory(index);
  }

  /** Whether an entry has the mode and time of one of another tree; makes neither. */
  public boolean hasAttributesOf(int index, Manifest other, int indexOfOther) {
    return PackedEntries.haveSameAttributes(entries, index, other.entries, indexOfOther);
  }

  /** The entry at a path, found in O(log n). */
  public Optional<ManifestEntry> find(String path) {
    int index = entries.indexOf(path);
    return index < 0 ? Optional.empty() : Optional.of(entries.get(index));
  }

  /** The place of the entry at a path in {@link #entries}, -1 when there is none; O(log n). */
  public int indexOf(String path) {
    return entries.indexOf(path);
  }

  PackedEntries packed() {
    return entries;
  }

  /** How many entries come before a path. */
  int firstFrom(String path) {
    return entries.firstFrom(path);
  }

  /** The place of the file at a path in {@link #files}, -1 when there is none; O(log n). */
  public int indexOfFile(String path) {
    int index = entries.indexOf(path);
    return index >= 0 && entries.isFile(index) ? entries.filesBefore(index) : -1;
  }

  /** How many files are in a directory and in those below it; O(log n). */
  public int filesBelow(String directory) {
    return entries.filesBefore(entries.firstFrom(directory + '0'))
        - entries.filesBefore(entries.firstFrom(directory + '/'));
  }

  /** Finds each of some contents at its first file, by the place of that in {@link #files}. */
  public Map<ContentHash, Integer> firstFiles(Set<ContentHash> contents) {
    return contents.isEmpty() ? Map.of() : entries.firstFiles(contents);
  }

  /** The files among the entries, in canonical order; unmodifiable. */
  public List<ManifestEntry> files() {
    return entries.files();
  }

  public int size() {
    return entries.size();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Sum of the lengths of all files. */
  public long contentBytes() {
    return entries.contentBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest manifest && entries.bytes().equals(manifest.entries.bytes());
  }

  @Override
  public int hashCode() {
    return entries.bytes().hashCode();
  }

  @Override
  public String toString() {
    return "Manifest[" + entries.size() + " entries, " + hash() + "]";
  }
}
