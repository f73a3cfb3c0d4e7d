package org.contentmover.system.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/** Makes directory trees to publish. */
final class Trees {

  private Trees() {}

  /** A tree of small text files that differ by generation, all of them in every generation. */
  static void write(Path root, int files, int generation) throws IOException {
    Random random = new Random(31L * generation + files);
    for (int i = 0; i < files; i++) {
      Path file = root.resolve("section-" + i % 50).resolve("page-" + i + ".html");
      Files.createDirectories(file.getParent());
      StringBuilder text = new StringBuilder();
      text.append("<p>page ").append(i).append(" of generation ").append(generation).append("</p>");
      int words = random.nextInt(400);
      for (int w = 0; w < words; w++) {
        text.append(' ').append(Integer.toString(random.nextInt(100_000), 36));
      }
      Files.writeString(file, text);
    }
  }

  /** Incompressible files, so that the time of a distribution follows from its size. */
  static void writeNoise(Path root, int files, int bytesPerFile, long seed) throws IOException {
    Random random = new Random(seed);
    Files.createDirectories(root);
    for (int i = 0; i < files; i++) {
      byte[] noise = new byte[bytesPerFile];
      random.nextBytes(noise);
      Files.write(root.resolve("noise-" + i + ".bin"), noise);
    }
    Files.writeString(root.resolve("index.html"), "noise " + seed, StandardCharsets.UTF_8);
  }

  static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
