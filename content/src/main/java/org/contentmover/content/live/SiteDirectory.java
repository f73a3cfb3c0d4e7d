package org.contentmover.content.live;

import java.nio.file.Path;
import java.util.Objects;
import org.contentmover.core.ids.HostedSite;

/**
 * Where things of one hosted site are on a server's disk (PROTOCOLS 7): {@code live ->
 * versions/<n>}, {@code backup -> versions/<m>}, {@code versions/}, {@code spool/}, {@code
 * journal}.
 *
 * @param path {@code <root>/<hosted site>}, absolute
 */
public record SiteDirectory(Path path, HostedSite site) {
  public SiteDirectory {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(site, "site");
  }

  /** The directory of a site under the root that holds all sites of a server. */
  public static SiteDirectory under(Path root, HostedSite site) {
    return new SiteDirectory(root.toAbsolutePath().normalize().resolve(site.value()), site);
  }

  /** What the web server serves: a symlink to a version. */
  public Path live() {
    return path.resolve("live");
  }

  /** A symlink to the version before live. */
  public Path backup() {
    return path.resolve("backup");
  }

  public Path versions() {
    return path.resolve("versions");
  }

  /** The tree of a version. */
  public Path version(long version) {
    return versions().resolve(Long.toString(version));
  }

  /** The manifest of a version. */
  public Path manifest(long version) {
    return versions().resolve(version + ".manifest");
  }

  /** Where assignments are received. */
  public Path spool() {
    return path.resolve("spool");
  }

  public Path journal() {
    return path.resolve("journal");
  }
}
