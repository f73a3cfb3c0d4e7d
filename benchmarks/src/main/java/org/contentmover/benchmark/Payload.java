package org.contentmover.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is brought to the receivers: a file, or a directory with everything below it.
 *
 * @param text as given: file:256MiB, tree:10000 or path:X
 * @param path where it lies
 * @param isTree whether it is a directory
 * @param bytes of content
 */
record Payload(String text, Path path, boolean isTree, long bytes) {
  private static final Pattern FILE = Pattern.compile("file:([1-9][0-9]{0,5})(KiB|MiB|GiB)");
  private static final Pattern TREE = Pattern.compile("tree:([1-9][0-9]{0,6})");
  private static final long SEED = 20_260_101;
  private static final int SMALLEST_FILE_BYTES = 1 << 10;
  private static final int LARGEST_FILE_BYTES = 32 << 10;
  private static final int FILES_IN_A_DIRECTORY = 100;

  /**
   * Takes what is there, or makes it; the same text makes the same bytes everywhere.
   *
   * @param directory where it is made
   */
  static Payload of(String text, Path directory) throws IOException {
    Matcher file = FILE.matcher(text);
    Matcher tree = TREE.matcher(text);
    if (file.matches()) {
      Path path = directory.resolve("payload");
      return new Payload(text, path, false, writeFile(path, fileBytes(file)));
    }
    if (tree.matches()) {
      Path path = Files.createDirectory(directory.resolve("payload"));
      return new Payload(text, path, true, writeTree(path, Integer.parseInt(tree.group(1))));
    }
    if (text.startsWith("path:")) {
      Path path = Path.of(text.substring("path:".length())).toAbsolutePath().normalize();
      return new Payload(text, path, Files.isDirectory(path), bytesBelow(path));
    }
    throw new IllegalArgumentException(
        "the payload '" + text + "' is not like file:256MiB, tree:10000 or path:DIR_OR_FILE");
  }

  private static long fileBytes(Matcher file) {
    int shift =
        switch (file.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          default -> 30;
        };
    return Long.parseLong(file.group(1)) << shift;
  }

  /** Random bytes: no peer gains by compressing them, and none has them already. */
  private static long writeFile(Path path, long bytes) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(path)) {
      for (long left = bytes; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return bytes;
  }

  /**
   * Files of 1 to 32 KiB, small ones more often, so that 10,000 have some 90 MB, in directories of
   * a hundred.
   */
  private static long writeTree(Path root, int files) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    double spread = Math.log((double) LARGEST_FILE_BYTES / SMALLEST_FILE_BYTES);
    byte[] content = new byte[LARGEST_FILE_BYTES];
    long bytes = 0;
    for (int i = 0; i < files; i++) {
      Path directory = root.resolve(String.format("d%04d", i / FILES_IN_A_DIRECTORY));
      if (i % FILES_IN_A_DIRECTORY == 0) {
        Files.createDirectory(directory);
      }
      int size = (int) (SMALLEST_FILE_BYTES * Math.exp(random.nextDouble() * spread));
      random.nextBytes(content);
      Files.write(directory.resolve("f" + i + ".jpg"), Arrays.copyOf(content, size));
      bytes += size;
    }
    return bytes;
  }

  private static long bytesBelow(Path path) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  /** Its name, without directories. */
  String name() {
    return path.getFileName().toString();
  }
}
