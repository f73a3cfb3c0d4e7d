package org.contentmover.content.live;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.contentmover.content.disk.MappedFile;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.MalformedManifestException;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Finds a content among the versions a server has of a site: a file of one of them, or a manifest.
 * Whether the file is what its manifest says is for the reader to see. Reads all manifests at
 * worst; one of them in memory. Stateless.
 */
public final class ContentByHash {
  private static final String MANIFEST = ".manifest";

  private ContentByHash() {}

  /** Where a content lies now; a version may be pruned at any time. */
  public static Optional<Path> find(SiteDirectory site, ContentHash wanted) throws IOException {
    if (!Files.isDirectory(site.versions(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> manifests =
        Files.newDirectoryStream(site.versions(), "*" + MANIFEST)) {
      for (Path manifest : manifests) {
        Optional<Path> found = find(site, manifest, wanted);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> find(SiteDirectory site, Path manifestFile, ContentHash wanted)
      throws IOException {
    Manifest manifest;
    try {
      manifest = Manifest.of(MappedFile.read(manifestFile));
    } catch (NoSuchFileException | MalformedManifestException e) {
      return Optional.empty();
    }
    if (manifest.hash().equals(wanted)) {
      return Optional.of(manifestFile);
    }
    String name = manifestFile.getFileName().toString();
    Optional<VersionTree> named =
        VersionTree.named(name.substring(0, name.length() - MANIFEST.length()));
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Path version = site.path(site.tree(named.get().version()));
    for (ManifestEntry entry : manifest) {
      if (entry.isFile() && entry.sha256().equals(wanted)) {
        Path file = version.resolve(entry.path());
        // Somebody may have changed the tree by hand: nothing outside of it is handed out.
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) == entry.sizeBytes()
            && file.toRealPath().startsWith(version.toRealPath())) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }
}
