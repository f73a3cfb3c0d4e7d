package org.contentmover.content.live;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.contentmover.core.ids.HostedSite;

/**
 * Where things of one hosted site are on a server's disk (docs/formats/assignment.md): {@code live
 * -> versions/<n>}, {@code backup -> versions/<m>}, {@code versions/}, {@code journal}.
 *
 * @param path {@code <root>/<hosted site>}, absolute
 */
public record SiteDirectory(Path path, HostedSite site) {
  private static final String LIVE = "live";
  private static final String VERSIONS = "versions";
  private static final String JOURNAL = "journal";

  /** What every directory of a site holds; by these names one is known. */
  public static final Set<String> NAMES = Set.of(LIVE, VERSIONS, JOURNAL);

  public SiteDirectory {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(site, "site");
  }

  /** The directory of a site under the root that holds all sites of a server. */
  public static SiteDirectory under(Path root, HostedSite site) {
    return new SiteDirectory(root.toAbsolutePath().normalize().resolve(site.value()), site);
  }

  /** Whether a directory is that of a site some server of this product looks after. */
  public static boolean isSiteDirectory(Path directory) {
    return Files.exists(directory.resolve(LIVE), LinkOption.NOFOLLOW_LINKS)
        && Files.isDirectory(directory.resolve(VERSIONS), LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(directory.resolve(JOURNAL), LinkOption.NOFOLLOW_LINKS);
  }

  /** What the web server serves: a symlink to a version. */
  public Path live() {
    return path.resolve(LIVE);
  }

  /** A symlink to the version before live. */
  public Path backup() {
    return path.resolve("backup");
  }

  public Path versions() {
    return path.resolve(VERSIONS);
  }

  /** The tree of a version. */
  public Path version(long version) {
    return versions().resolve(Long.toString(version));
  }

  /** The manifest of a version. */
  public Path manifest(long version) {
    return versions().resolve(version + ".manifest");
  }

  /** The configuration entries of a version, if it has any. */
  public Path entries(long version) {
    return versions().resolve(version + ".entries");
  }

  /** What configuration entries were before a version had them. */
  public Path originalEntries() {
    return path.resolve("entries");
  }

  /** A version that is being built while its assignment is still being received. */
  public Path early() {
    return path.resolve("early");
  }

  /** What is too large for the heap while a version is worked out; nameless while it is used. */
  public Path scratch() {
    return path.resolve("scratch");
  }

  public Path journal() {
    return path.resolve(JOURNAL);
  }
}
