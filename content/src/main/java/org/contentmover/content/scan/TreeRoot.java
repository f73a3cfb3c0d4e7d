package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.contentmover.content.scan.ScanProblem.Kind;
import org.contentmover.core.manifest.TreePath;

/** The directory a tree begins at. */
final class TreeRoot {
  private TreeRoot() {}

  /**
   * Where it really is.
   *
   * @throws ScanFailure when it is not there, no directory, or cannot be reached
   */
  static Path real(Path root) throws ScanFailure {
    ScanProblems problems = new ScanProblems();
    try {
      Path real = root.toRealPath();
      if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
        return real;
      }
      problems.add(Kind.ROOT_NOT_A_DIRECTORY, TreePath.ROOT, root + " is no directory");
    } catch (NoSuchFileException e) {
      problems.add(Kind.ROOT_MISSING, TreePath.ROOT, root + " does not exist");
    } catch (IOException e) {
      problems.unreadable(TreePath.ROOT, e);
    }
    throw problems.failure(root.toString());
  }
}
