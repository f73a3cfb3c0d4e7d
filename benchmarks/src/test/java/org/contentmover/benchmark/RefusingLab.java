package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A repository whose lab refuses everything, and writes down what it was asked. */
final class RefusingLab {
  static final String REASON = "segment: the test wants none";

  private final Path repository;

  RefusingLab(Path repository) throws IOException {
    this.repository = repository;
    Path script = repository.resolve("system-tests/lab/segment");
    Files.createDirectories(script.getParent());
    Files.writeString(
        script, "#!/bin/sh\necho \"$*\" >>'" + calls() + "'\necho '" + REASON + "' >&2\nexit 2\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  Path repository() {
    return repository;
  }

  private Path calls() {
    return repository.resolve("calls");
  }

  /** A line of arguments for each call. */
  List<String> asked() throws IOException {
    return Files.exists(calls()) ? Files.readAllLines(calls()) : List.of();
  }
}
