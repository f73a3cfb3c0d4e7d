package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.contentmover.benchmark.BenchmarkException;
import org.contentmover.benchmark.Trees;

/**
 * Fetches released packages by the ordinary clients of their registries, as these are configured on
 * this machine, and keeps them in a directory: what is there is not fetched again.
 */
final class Releases {
  private static final String MAVEN_COPY =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

  private final Path cache;

  Releases(Path cache) {
    this.cache = cache;
  }

  /** The archive of an npm package. */
  Path npm(String name, String version) throws IOException, InterruptedException {
    return fetch(
        "npm-" + name.replaceAll("[^a-z0-9]+", "-") + "-" + version,
        List.of("npm", "pack", "--silent", "--ignore-scripts", name + "@" + version));
  }

  /**
   * A file from a Maven repository.
   *
   * @param artifact group:name:version, and :type when it is no jar
   */
  Path maven(String artifact) throws IOException, InterruptedException {
    return fetch(
        "maven-" + artifact.replace(':', '-'),
        List.of("mvn", "-B", "-q", MAVEN_COPY, "-Dartifact=" + artifact, "-DoutputDirectory=."));
  }

  /** A Debian package. */
  Path debian(String name, String version) throws IOException, InterruptedException {
    return fetch(
        "debian-" + name + "-" + version.replace(':', '-'),
        List.of("apt-get", "-q", "download", name + "=" + version));
  }

  private Path fetch(String entry, List<String> command) throws IOException, InterruptedException {
    Path kept = cache.resolve(entry);
    if (!Files.isDirectory(kept)) {
      System.err.println("fetching: " + String.join(" ", command));
      Path coming = Trees.fresh(cache.resolve(entry + "~"));
      Path log = cache.resolve(entry + ".log");
      int status =
          new ProcessBuilder(command)
              .directory(coming.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (status != 0) {
        throw new BenchmarkException(
            "not to be had: " + String.join(" ", command) + ": " + Files.readString(log).strip());
      }
      Files.delete(log);
      Files.move(coming, kept);
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files
          .findFirst()
          .orElseThrow(() -> new BenchmarkException(kept + " is empty; delete it, and try again"));
    }
  }
}
