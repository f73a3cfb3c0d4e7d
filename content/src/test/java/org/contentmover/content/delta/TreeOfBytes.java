package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/** A version of a tree in memory. */
final class TreeOfBytes implements BaseFiles, NewFiles {
  private final NavigableMap<String, byte[]> files = new TreeMap<>(TreePath.ORDER);

  TreeOfBytes file(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  Map<String, byte[]> files() {
    return files;
  }

  Manifest manifest() {
    TreeSet<String> directories = new TreeSet<>(List.of(""));
    List<ManifestEntry> entries = new ArrayList<>();
    files.forEach(
        (path, content) -> {
          for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            directories.add(path.substring(0, slash));
          }
          entries.add(
              ManifestEntry.file(path, 0644, 1, content.length, ContentHash.sha256(content)));
        });
    directories.forEach(path -> entries.add(ManifestEntry.directory(path, 0755, 1)));
    return Manifest.of(entries);
  }

  @Override
  public ReadableFile open(int baseFile) throws IOException {
    if (baseFile >= files.size()) {
      throw new IOException("there is no base file " + baseFile);
    }
    return new Bytes(List.copyOf(files.values()).get(baseFile));
  }

  @Override
  public ReadableFile open(ManifestEntry file) {
    return new Bytes(files.get(file.path()));
  }

  /** A file in memory; gives few bytes at a time, as some file systems do. */
  record Bytes(byte[] content) implements ReadableFile {
    @Override
    public long size() {
      return content.length;
    }

    @Override
    public int read(long offset, byte[] into, int from, int length) {
      if (offset >= content.length) {
        return -1;
      }
      int read = (int) Math.min(Math.min(length, 100_003), content.length - offset);
      System.arraycopy(content, (int) offset, into, from, read);
      return read;
    }

    @Override
    public void close() {}
  }
}
