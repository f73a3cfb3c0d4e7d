package org.contentmover.core.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The complete list of what a tree holds, in canonical order: every entry's directory is an entry
 * too, up to the root (CM-2).
 *
 * <p>Immutable, usable from any thread. Two trees are equal if and only if their {@link #hash()
 * hashes} are.
 */
public final class Manifest implements Iterable<ManifestEntry> {
  /** The tree before there is any: not even a root. What version 0 of a site is. */
  public static final Manifest EMPTY = new Manifest(List.of());

  private final List<ManifestEntry> entries;
  private volatile ContentHash hash;

  private Manifest(List<ManifestEntry> sortedEntries) {
    this.entries = sortedEntries;
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
    TreeShape shape = new TreeShape();
    for (ManifestEntry entry : sorted) {
      shape.accept(entry);
    }
    return sorted.isEmpty() ? new Manifest(List.of()) : new Manifest(List.copyOf(sorted));
  }

  /**
   * Reads canonical bytes up to their end.
   *
   * @throws MalformedManifestException when they are not exactly what {@link #writeTo} writes
   */
  public static Manifest readFrom(InputStream in) throws IOException {
    return ManifestCodec.decode(in);
  }

  /** Writes the canonical bytes: one tree, one sequence of bytes. */
  public void writeTo(OutputStream out) throws IOException {
    ManifestCodec.encode(entries, out);
  }

  /** SHA-256 of the canonical bytes. */
  public ContentHash hash() {
    ContentHash known = hash;
    if (known == null) {
      MessageDigest digest = ContentHash.newDigest();
      try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        writeTo(sink);
      } catch (IOException e) {
        throw new UncheckedIOException("hashing in memory failed", e);
      }
      known = ContentHash.of(digest.digest());
      hash = known;
    }
    return known;
  }

  /** All entries in canonical order; unmodifiable. */
  public List<ManifestEntry> entries() {
    return entries;
  }

  @Override
  public Iterator<ManifestEntry> iterator() {
    return entries.iterator();
  }

  /** The entry at a path, found in O(log n). */
  public Optional<ManifestEntry> find(String path) {
    int index = indexOf(entries, path);
    return index < 0 ? Optional.empty() : Optional.of(entries.get(index));
  }

  /** The index of a path among entries in canonical order, -1 when it is not there. */
  static int indexOf(List<ManifestEntry> entries, String path) {
    int index = firstFrom(entries, path);
    return index < entries.size() && entries.get(index).path().equals(path) ? index : -1;
  }

  /** How many entries in canonical order come before a path. */
  static int firstFrom(List<ManifestEntry> entries, String path) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (TreePath.ORDER.compare(entries.get(middle).path(), path) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The files among the entries, in canonical order: a new list each time, in O(n). */
  public List<ManifestEntry> files() {
    return entries.stream().filter(ManifestEntry::isFile).toList();
  }

  public int size() {
    return entries.size();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Sum of the lengths of all files. */
  public long contentBytes() {
    return entries.stream().mapToLong(ManifestEntry::sizeBytes).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest manifest && entries.equals(manifest.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "Manifest[" + entries.size() + " entries, " + hash() + "]";
  }
}
