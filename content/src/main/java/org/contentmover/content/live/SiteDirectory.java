package org.contentmover.content.live;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** The tree of a version as it is staged; where it is now says {@link #tree}. */
  public Path version(long version) {
    return versions().resolve(Long.toString(version));
  }

  /** The tree of a version that counts: the newest there is; where it would be staged if none. */
  public VersionTree tree(long version) throws IOException {
    return trees(version).stream().max(VersionTree.ORDER).orElse(new VersionTree(version, 0));
  }

  /** All trees of a version, those that were repaired and the one they were repaired into. */
  public List<VersionTree> trees(long version) throws IOException {
    List<VersionTree> trees = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(versions(), version + "{,.*}")) {
      for (Path path : names) {
        VersionTree.named(path.getFileName().toString())
            .filter(tree -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
            .ifPresent(trees::add);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return trees;
  }

  /** A tree of a version. */
  public Path path(VersionTree tree) {
    return versions().resolve(tree.name());
  }

  /** What was found not to be as it should in a tree (CI-7). */
  public Path drift(VersionTree tree) {
    return versions().resolve(tree.name() + ".drift");
  }

  /** How far a scrub came that was given up. */
  public Path scrub() {
    return path.resolve("scrub");
  }

  /** Content that a repair needs, by its hash, until it is done. */
  public Path repair() {
    return path.resolve("repair");
  }

  /** The manifest of a version. */
  public Path manifest(long version) {
    return versions().resolve(version + ".manifest");
  }

  /** The configuration entries of a version, if it has any. */
  public Path entries(long version) {
    return versions().resolve(version + ".entries");
  }

  /** Upon which version a version is hot content, if it is. */
  public Path hotBase(long version) {
    return versions().resolve(version + ".hot");
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

  /** What is to be told of the last switch, if anything. */
  public Path report() {
    return path.resolve("report");
  }

  /** Which tree the server's switch hook showed last, if it has one. */
  public Path shown() {
    return path.resolve("shown");
  }

  public Path journal() {
    return path.resolve(JOURNAL);
  }
}
