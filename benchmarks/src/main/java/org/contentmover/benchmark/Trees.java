package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Files and what is below directories. */
public final class Trees {
  private Trees() {}

  /** Whether both are the same, byte by byte; a directory with the same names below it. */
  public static boolean same(Path expected, Path found) throws IOException {
    if (!Files.isDirectory(expected)) {
      return Files.isRegularFile(found) && Files.mismatch(expected, found) < 0;
    }
    List<Path> names = names(expected);
    if (!Files.isDirectory(found) || !names.equals(names(found))) {
      return false;
    }
    for (Path name : names) {
      Path file = expected.resolve(name);
      if (Files.isRegularFile(file) && !same(file, found.resolve(name))) {
        return false;
      }
    }
    return true;
  }

  private static List<Path> names(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(root::relativize).sorted().toList();
    }
  }

  public static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** An empty directory, whatever was there before. */
  public static Path fresh(Path directory) throws IOException {
    delete(directory);
    return Files.createDirectories(directory);
  }

  /** Makes everything on the file system of a path durable; the seconds it took. */
  static double sync(Path path) throws IOException, InterruptedException {
    long startNs = System.nanoTime();
    Process sync = new ProcessBuilder("sync", "-f", path.toString()).start();
    if (sync.waitFor() != 0) {
      throw new IOException("sync -f " + path + " failed");
    }
    return seconds(startNs);
  }

  /** Since a time of {@link System#nanoTime}. */
  static double seconds(long startNs) {
    return (System.nanoTime() - startNs) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
