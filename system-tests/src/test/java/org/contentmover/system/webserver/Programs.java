package org.contentmover.system.webserver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine. */
final class Programs {
  private Programs() {}

  /** Where it is; without it the test is skipped, and says why. */
  static Path named(String program) {
    Path found =
        Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
            .map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(found != null, program + " is not installed");
    return found;
  }
}
