package org.contentmover.agent.live;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.contentmover.content.live.VersionTree;
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

  /** Opens a file for reading. */
  @FunctionalInterface
  interface Opening {
    FileChannel open(Path file) throws IOException;
  }

  private final Path root;
  private final Opening opening;

  LiveTrees(Path root, Opening opening) {
    this.root = root;
    this.opening = opening;
  }

  private record Version(long number, Path directory) {}

  /** Finds and opens; the caller closes the entry. */
  LiveEntry find(LivePath path) {
    try {
      Optional<Version> version = live(path.site());
      while (version.isPresent()) {
        LiveEntry entry = findIn(version.get(), path);
        if (!(entry instanceof LiveEntry.Missing)) {
          return entry;
        }
        Optional<Version> after = live(path.site());
        if (after.equals(version)) {
          return entry;
        }
        version = after;
      }
      return new LiveEntry.Missing(LiveEntry.NO_VERSION);
    } catch (IOException e) {
      return LiveEntry.Unavailable.because(LiveEntry.NO_VERSION, link(path.site()), e);
    }
  }

  /**
   * The version a site shows now, {@link LiveEntry#NO_VERSION} for none or when none can be told.
   */
  long liveVersion(HostedSite site) {
    try {
      return live(site).map(Version::number).orElse(LiveEntry.NO_VERSION);
    } catch (IOException e) {
      return LiveEntry.NO_VERSION;
    }
  }

  private Path link(HostedSite site) {
    return root.resolve(site.value()).resolve("live");
  }

  /** Nothing when there is no site here, nothing is published, or a root was not adopted. */
  private Optional<Version> live(HostedSite site) throws IOException {
    Path link = link(site);
    try {
      Path target = Files.readSymbolicLink(link);
      return VersionTree.named(target.getFileName().toString())
          .map(tree -> new Version(tree.version(), link.resolveSibling(target)));
    } catch (NotLinkException | NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (Absence.isCertain(link)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private LiveEntry findIn(Version version, LivePath path) {
    Path file = version.directory();
    try {
      Path top = file.toRealPath();
      file = top;
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
        file = file.resolve(INDEX);
        file = file.toRealPath();
      } else if (path.directory()) {
        return new LiveEntry.Missing(version.number());
      }
      return file.startsWith(top) ? open(version, file) : new LiveEntry.Missing(version.number());
    } catch (AccessDeniedException e) {
      return new LiveEntry.Unreadable(version.number());
    } catch (NoSuchFileException | InvalidPathException e) {
      return new LiveEntry.Missing(version.number());
    } catch (IOException e) {
      return Absence.isCertain(file)
          ? new LiveEntry.Missing(version.number())
          : LiveEntry.Unavailable.because(version.number(), file, e);
    }
  }

  private LiveEntry open(Version version, Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      return new LiveEntry.Missing(version.number());
    }
    return new LiveEntry.Found(
        version.number(),
        file.getFileName().toString(),
        opening.open(file),
        attributes.size(),
        attributes.lastModifiedTime().toInstant());
  }
}
