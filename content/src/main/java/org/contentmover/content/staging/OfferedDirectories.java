package org.contentmover.content.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The directories a server's own administrator lets the CCM read. Immutable.
 *
 * @param roots absolute paths
 * @param setting what the administrator calls them, for messages
 */
public record OfferedDirectories(List<Path> roots, String setting) {
  public OfferedDirectories {
    roots = List.copyOf(roots);
  }

  /**
   * The real path of a directory that lies in one of them, symlinks followed.
   *
   * @throws StagingRefused when it lies elsewhere, or is not there
   */
  Path require(String directory) throws StagingRefused {
    Path real;
    try {
      real = Path.of(directory).toRealPath();
    } catch (IOException | IllegalArgumentException e) {
      // Nobody learns from here what exists outside.
      throw refused(directory);
    }
    for (Path root : roots) {
      try {
        if (real.startsWith(root.toRealPath())) {
          return real;
        }
      } catch (IOException e) {
        // One that is not there now offers nothing.
        continue;
      }
    }
    throw refused(directory);
  }

  /**
   * Tells the directory that {@link #require} found from one that takes its place.
   *
   * @throws StagingRefused when there is another way to it by now
   */
  Object identity(Path real, String directory) throws StagingRefused {
    try {
      Object identity = ScannedRoot.identity(real);
      if (real.toRealPath().equals(real)) {
        return identity;
      }
    } catch (IOException e) {
      throw refused(directory);
    }
    throw refused(directory);
  }

  private StagingRefused refused(String directory) {
    return new StagingRefused(
        "there is no directory "
            + directory
            + " in what this server offers as staging areas ("
            + (roots.isEmpty() ? "nothing" : roots)
            + "); its administrator sets "
            + setting);
  }
}
