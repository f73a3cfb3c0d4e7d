package org.contentmover.farm.trial;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Random;
import org.contentmover.farm.FileTrees;

/**
 * What a trial publishes: a directory that is there, or one made of files of noise.
 *
 * @param directory null: to be made
 * @param noiseBytes size of what is to be made
 */
record Payload(Path directory, long noiseBytes) {

  private static final int FILE_BYTES = 1 << 20;

  static Payload ofSize(long bytes) {
    return new Payload(null, bytes);
  }

  static Payload ofDirectory(Path directory) {
    return new Payload(directory, 0);
  }

  /**
   * The directory to publish.
   *
   * @param place where noise is written; what was there before is removed
   */
  Path in(Path place) throws IOException {
    if (directory != null) {
      return directory;
    }
    Random noise = new Random(noiseBytes);
    byte[] content = new byte[FILE_BYTES];
    FileTrees.delete(place);
    Files.createDirectories(place);
    long left = noiseBytes;
    for (int i = 0; left > 0; i++) {
      noise.nextBytes(content);
      int length = (int) Math.min(left, FILE_BYTES);
      Path file = place.resolve("part-" + i / 100).resolve("noise-" + i + ".bin");
      Files.createDirectories(file.getParent());
      Files.write(file, length == FILE_BYTES ? content : java.util.Arrays.copyOf(content, length));
      left -= length;
    }
    return place;
  }

  /** Bytes of all files below a directory. */
  static long bytesOf(Path directory) throws IOException {
    long[] sum = {0};
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }
}
