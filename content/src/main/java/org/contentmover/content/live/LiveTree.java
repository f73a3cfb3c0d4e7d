package org.contentmover.content.live;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is found in place of the live tree.
 *
 * @param version of {@link Kind#VERSION}, else meaningless
 * @param why for an administrator, of {@link Kind#UNCLEAR}, else null
 */
public record LiveTree(Kind kind, long version, String why) {
  private static final String VERSIONS = "versions/";

  /** What it is. */
  public enum Kind {
    /** Nothing is live yet. */
    NOTHING,
    /** A symlink to a version. */
    VERSION,
    /** A document root from before this product. */
    PLAIN_DIRECTORY,
    /** Something a person has to look at. */
    UNCLEAR
  }

  /** Looks at a site's directory. Changes nothing. */
  public static LiveTree inspect(SiteDirectory site) throws IOException {
    Path live = site.live();
    if (Files.isSymbolicLink(live)) {
      return inspectLink(site);
    }
    if (Files.isDirectory(live, LinkOption.NOFOLLOW_LINKS)) {
      if (isEmpty(site.versions())) {
        return new LiveTree(Kind.PLAIN_DIRECTORY, 0, null);
      }
      return unclear(
          live
              + " is a directory although "
              + site.versions()
              + " is not empty; if it is the document root from before, empty versions; if it"
              + " replaced the symlink, move it away and link the right version again");
    }
    if (Files.exists(live, LinkOption.NOFOLLOW_LINKS)) {
      return unclear(live + " is neither a directory nor a symlink; move it away");
    }
    return new LiveTree(Kind.NOTHING, 0, null);
  }

  private static LiveTree inspectLink(SiteDirectory site) throws IOException {
    Optional<VersionTree> tree = treeOf(site.live());
    if (tree.isEmpty()) {
      return unclear(
          site.live()
              + " points to "
              + Files.readSymbolicLink(site.live())
              + ", which is no version of this site; move the symlink away, or put the document"
              + " root itself in its place to have it adopted");
    }
    if (!Files.isDirectory(site.path(tree.get()), LinkOption.NOFOLLOW_LINKS)) {
      return unclear(
          site.live()
              + " points to version "
              + tree.get().name()
              + ", which is missing; link a version that is in "
              + site.versions());
    }
    return new LiveTree(Kind.VERSION, tree.get().version(), null);
  }

  /** The tree a symlink of a site points to, if it is one of our symlinks. */
  public static Optional<VersionTree> treeOf(Path link) throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    return target.startsWith(VERSIONS)
        ? VersionTree.named(target.substring(VERSIONS.length()))
        : Optional.empty();
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
      return !content.iterator().hasNext();
    }
  }

  private static LiveTree unclear(String why) {
    return new LiveTree(Kind.UNCLEAR, 0, why);
  }

  public boolean is(Kind other) {
    return kind == other;
  }
}
