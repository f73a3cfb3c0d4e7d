package org.contentmover.content.apply;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.MappedFile;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.core.manifest.MalformedManifestException;
import org.contentmover.core.manifest.Manifest;

/**
 * The versions of a site on disk: {@code versions/<n>} with {@code versions/<n>.manifest}. One
 * thread at a time.
 */
final class Versions {
  private static final String BUILDING_SUFFIX = ".building";
  private static final Pattern OURS =
      Pattern.compile(
          "(0|[1-9][0-9]{0,17})(\\.manifest|\\.building|\\.entries)?("
              + Pattern.quote(AtomicFile.TEMPORARY_SUFFIX)
              + ")?");

  private final FileSystemOps ops;
  private final SiteDirectory site;

  Versions(FileSystemOps ops, SiteDirectory site) {
    this.ops = ops;
    this.site = site;
  }

  /** Whether a version and its manifest are there. */
  boolean has(long version) {
    return Files.isDirectory(site.version(version), LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(site.manifest(version), LinkOption.NOFOLLOW_LINKS);
  }

  /** The manifest of a version, empty when the version or a sound manifest of it is not there. */
  Optional<Manifest> manifest(long version) throws IOException {
    if (!has(version)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Manifest.of(MappedFile.read(site.manifest(version))));
    } catch (NoSuchFileException | MalformedManifestException e) {
      // A version whose manifest is gone or damaged can be served, but nothing can be built upon
      // it.
      return Optional.empty();
    }
  }

  /** Where a version is built before it gets its name. */
  Path building(long version) {
    return site.versions().resolve(version + BUILDING_SUFFIX);
  }

  /** Whether nothing at all is in the directory of versions. */
  boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(site.versions())) {
      return !content.iterator().hasNext();
    }
  }

  /** Makes a version that is an empty tree, in place of whatever has its number; durable. */
  void makeEmpty(long version) throws IOException {
    delete(version);
    Path building = building(version);
    ops.createDirectory(building);
    ops.setModified(building, 0);
    ops.setMode(building, SiteGround.OPEN_TO_ALL);
    try (OutputStream out = ops.createFile(site.manifest(version))) {
      Manifest.EMPTY.writeTo(out);
    }
    ops.syncFileSystem(building);
    ops.rename(building, site.version(version));
    ops.sync(site.versions());
  }

  /** Removes everything of a version. */
  void delete(long version) throws IOException {
    deleteAll(
        List.of(
            site.manifest(version),
            site.entries(version),
            site.version(version),
            building(version)));
  }

  /**
   * Removes every version but those named, and everything half built. What is not ours is left
   * alone.
   */
  void deleteAllBut(Set<Long> kept) throws IOException {
    deleteAll(doomed(kept));
  }

  /**
   * Manifests first: without its manifest a version is not there, so half of one is never taken for
   * all of it.
   */
  private void deleteAll(List<Path> doomed) throws IOException {
    boolean deleted = false;
    for (Path path : doomed) {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        ops.delete(path);
        deleted = true;
      }
    }
    if (deleted) {
      ops.sync(site.versions());
    }
    for (Path path : doomed) {
      Trees.deleteRecursively(ops, path);
    }
  }

  private List<Path> doomed(Set<Long> kept) throws IOException {
    List<Path> doomed = new ArrayList<>();
    try (DirectoryStream<Path> content = Files.newDirectoryStream(site.versions())) {
      for (Path path : content) {
        Matcher name = OURS.matcher(path.getFileName().toString());
        if (name.matches()) {
          boolean whole = !BUILDING_SUFFIX.equals(name.group(2)) && name.group(3) == null;
          if (!whole || !kept.contains(Long.valueOf(name.group(1)))) {
            doomed.add(path);
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return doomed;
  }
}
