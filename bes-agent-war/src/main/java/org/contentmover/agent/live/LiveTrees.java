package org.contentmover.agent.live;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.contentmover.core.ids.HostedSite;

/**
 * Looks entries up in the live versions below one root directory.
 *
 * <p>The live link is resolved once; from then on everything, also links inside the tree, is looked
 * up in that version's directory. A version is pruned only after it stopped being live, so an entry
 * that lacks is truly missing if its version is still the live one after the look; otherwise the
 * look is repeated in the version that is live now. Stateless, safe for any thread.
 */
final class LiveTrees {
  private static final String INDEX = "index.html";

  private final Path root;

  LiveTrees(Path root) {
    this.root = root;
  }

  private record Version(long number, Path directory) {}

  /** Finds and opens; the caller closes the entry. */
  LiveEntry find(LivePath path) throws IOException {
    Optional<Version> version = live(path.site());
    while (version.isPresent()) {
      LiveEntry entry = findIn(version.get(), path);
      Optional<Version> after = live(path.site());
      if (!(entry instanceof LiveEntry.Missing) || after.equals(version)) {
        return entry;
      }
      version = after;
    }
    return new LiveEntry.Missing(LiveEntry.NO_VERSION);
  }

  /** The version a site shows now, {@link LiveEntry#NO_VERSION} for none. */
  long liveVersion(HostedSite site) {
    return live(site).map(Version::number).orElse(LiveEntry.NO_VERSION);
  }

  private Optional<Version> live(HostedSite site) {
    Path directory = root.resolve(site.value());
    try {
      Path target = Files.readSymbolicLink(directory.resolve("live"));
      long number = Long.parseLong(target.getFileName().toString());
      return Optional.of(new Version(number, directory.resolve(target)));
    } catch (IOException | NumberFormatException | UnsupportedOperationException e) {
      // No site here, nothing published yet, or a document root that was not adopted.
      return Optional.empty();
    }
  }

  private static LiveEntry findIn(Version version, LivePath path) throws IOException {
    try {
      Path top = version.directory().toRealPath();
      Path file = top;
      for (String name : path.names()) {
        file = file.resolve(name);
      }
      file = file.toRealPath();
      if (!file.startsWith(top)) {
        return new LiveEntry.Missing(version.number());
      }
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        if (!path.directory()) {
          return new LiveEntry.DirectoryWithoutSlash(version.number());
        }
        file = file.resolve(INDEX).toRealPath();
      } else if (path.directory()) {
        return new LiveEntry.Missing(version.number());
      }
      return file.startsWith(top) ? open(version, file) : new LiveEntry.Missing(version.number());
    } catch (AccessDeniedException e) {
      return new LiveEntry.Unreadable(version.number());
    } catch (FileSystemException | InvalidPathException e) {
      // Not there, a file where a directory is needed, a loop of links, a name too long.
      return new LiveEntry.Missing(version.number());
    }
  }

  private static LiveEntry open(Version version, Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      return new LiveEntry.Missing(version.number());
    }
    return new LiveEntry.Found(
        version.number(),
        file.getFileName().toString(),
        FileChannel.open(file, StandardOpenOption.READ),
        attributes.size(),
        attributes.lastModifiedTime().toInstant());
  }
}
