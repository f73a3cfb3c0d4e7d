package org.contentmover.agent.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that only this server's user may look into. */
public final class PrivateDirectory {
  private PrivateDirectory() {}

  /** Makes it and the directories above it, as far as they are missing. */
  public static Path create(Path directory) throws IOException {
    return Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
