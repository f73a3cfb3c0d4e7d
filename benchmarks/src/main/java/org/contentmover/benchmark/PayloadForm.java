package org.contentmover.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the payload is to be; made when everything else is known to be in order. */
sealed interface PayloadForm {
  /** The same bytes everywhere. */
  long SEED = 20_260_101;

  /** As given: file:256MiB, tree:10000 or path:X. */
  String text();

  boolean isTree();

  /**
   * Takes what is there, or makes it.
   *
   * @param directory where it is made
   */
  Payload make(Path directory) throws IOException;

  /**
   * Reads its text; a path has to be there, and to have content.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static PayloadForm parse(String text) {
    Matcher file = NewFile.FORM.matcher(text);
    if (file.matches()) {
      return new NewFile(text, NewFile.bytes(file));
    }
    Matcher tree = NewTree.FORM.matcher(text);
    if (tree.matches()) {
      return new NewTree(text, Integer.parseInt(tree.group(1)));
    }
    if (text.startsWith(Existing.PREFIX)) {
      return Existing.parse(text);
    }
    throw new IllegalArgumentException(
        "the payload '" + text + "' is not like file:256MiB, tree:10000 or path:DIR_OR_FILE");
  }

  /** A file of random bytes: no peer gains by compressing them, and none has them already. */
  record NewFile(String text, long bytes) implements PayloadForm {
    private static final Pattern FORM = Pattern.compile("file:([1-9][0-9]{0,5})(KiB|MiB|GiB)");

    private static long bytes(Matcher file) {
      int shift =
          switch (file.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
          };
      return Long.parseLong(file.group(1)) << shift;
    }

    @Override
    public boolean isTree() {
      return false;
    }

    @Override
    public Payload make(Path directory) throws IOException {
      Path path = directory.resolve("payload");
      SplittableRandom random = new SplittableRandom(SEED);
      byte[] block = new byte[1 << 20];
      try (OutputStream out = Files.newOutputStream(path)) {
        for (long left = bytes; left > 0; left -= block.length) {
          random.nextBytes(block);
          out.write(block, 0, (int) Math.min(left, block.length));
        }
      }
      return new Payload(text, path, false, bytes);
    }
  }

  /**
   * Files of 1 to 32 KiB, small ones more often, so that 10,000 have some 90 MB, in directories of
   * a hundred.
   */
  record NewTree(String text, int files) implements PayloadForm {
    private static final Pattern FORM = Pattern.compile("tree:([1-9][0-9]{0,6})");
    private static final int SMALLEST_FILE_BYTES = 1 << 10;
    private static final int LARGEST_FILE_BYTES = 32 << 10;
    private static final int FILES_IN_A_DIRECTORY = 100;

    @Override
    public boolean isTree() {
      return true;
    }

    @Override
    public Payload make(Path parent) throws IOException {
      Path root = Files.createDirectory(parent.resolve("payload"));
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
      return new Payload(text, root, true, bytes);
    }
  }

  /** What somebody has; it is read only. */
  record Existing(String text, Path path, boolean isTree, long bytes) implements PayloadForm {
    private static final String PREFIX = "path:";

    private static Existing parse(String text) {
      Path named = Arguments.path("--payload", text.substring(PREFIX.length()));
      if (!Files.isReadable(named) || !Files.isRegularFile(named) && !Files.isDirectory(named)) {
        throw new IllegalArgumentException(
            "--payload: " + named + " is no file or directory that can be read");
      }
      Path path;
      long bytes;
      try {
        path = named.toRealPath();
        bytes = bytesBelow(path);
      } catch (IOException | UncheckedIOException e) {
        throw new IllegalArgumentException("--payload: " + named + " cannot be read: " + e, e);
      }
      if (bytes == 0) {
        throw new IllegalArgumentException("--payload: there is nothing in " + path);
      }
      return new Existing(text, path, Files.isDirectory(path), bytes);
    }

    private static long bytesBelow(Path path) throws IOException {
      try (Stream<Path> all = Files.walk(path)) {
        long bytes = 0;
        for (Path each : (Iterable<Path>) all::iterator) {
          bytes += Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) ? Files.size(each) : 0;
        }
        return bytes;
      }
    }

    @Override
    public Payload make(Path directory) {
      return new Payload(text, path, isTree, bytes);
    }
  }
}
