package org.contentmover.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that has to be there before anything is done. */
final class ExistingDirectory {
  private ExistingDirectory() {}

  /**
   * Its path by the name that no symlink hides.
   *
   * @param name what the user calls it
   * @throws WrongUse when it is not there, or is no directory
   */
  static Path require(String name, Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new WrongUse(
          name + " " + path + (Files.exists(path) ? " is no directory" : " does not exist"));
    }
    return path.toRealPath();
  }
}
