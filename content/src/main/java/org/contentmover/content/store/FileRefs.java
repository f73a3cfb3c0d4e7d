package org.contentmover.content.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** References as files: {@code refs/<name>} holds a hash. */
final class FileRefs implements Refs {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9][a-z0-9._-]{0,252}(/[a-z0-9][a-z0-9._-]{0,252}){0,7}");

  private final FileSystemOps ops;
  private final Path directory;
  private final Catalogue catalogue;

  FileRefs(FileSystemOps ops, Path directory, Catalogue catalogue) {
    this.ops = ops;
    this.directory = directory;
    this.catalogue = catalogue;
  }

  @Override
  public synchronized Optional<ContentHash> get(String name) throws IOException {
    return read(file(name), name);
  }

  private static Optional<ContentHash> read(Path file, String name) throws IOException {
    try {
      return Optional.of(ContentHash.fromHex(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new IOException("reference " + name + " of the store is damaged", e);
    }
  }

  @Override
  public synchronized void set(String name, ContentHash manifestSha256) throws IOException {
    Path file = file(name);
    // Held, or it might be dropped between the look and the reference.
    ContentHold hold = catalogue.hold();
    try {
      if (!catalogue.claim(manifestSha256) && !manifestSha256.equals(Manifest.EMPTY.hash())) {
        throw new IOException(
            "reference " + name + " cannot be set: the store has no manifest " + manifestSha256);
      }
      createParents(file.getParent());
      AtomicFile.replace(
          ops,
          file,
          out -> out.write((manifestSha256.hex() + '\n').getBytes(StandardCharsets.US_ASCII)));
    } finally {
      hold.close();
    }
  }

  private void createParents(Path parent) throws IOException {
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      createParents(parent.getParent());
      ops.createDirectory(parent);
      ops.sync(parent.getParent());
    }
  }

  @Override
  public synchronized void remove(String name) throws IOException {
    Path file = file(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      ops.delete(file);
      ops.sync(file.getParent());
    }
  }

  @Override
  public synchronized Map<String, ContentHash> list(String prefix) throws IOException {
    Map<String, ContentHash> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = directory.relativize(file).toString();
        if (name.startsWith(prefix)
            && NAME.matcher(name).matches()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          read(file, name).ifPresent(hash -> found.put(name, hash));
        }
      }
    }
    return found;
  }

  private Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is no name for a reference; allowed are names of a-z, 0-9, '.', '_' and '-',"
              + " parted by '/'");
    }
    return directory.resolve(name);
  }
}
