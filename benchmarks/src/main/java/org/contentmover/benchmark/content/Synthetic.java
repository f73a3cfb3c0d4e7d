package org.contentmover.benchmark.content;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Made-up updates, the same each time: what is random comes from a generator that is seeded by the
 * name of the update.
 */
public final class Synthetic {
  private static final int MIB = 1 << 20;
  private static final Instant OLD = Instant.parse("2026-03-02T10:20:30Z");
  private static final Instant NEW = Instant.parse("2026-04-07T11:21:31Z");
  private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

  private final SplittableRandom random;
  private final Prose prose;

  private Synthetic(String name) {
    random = new SplittableRandom(name.hashCode());
    prose = new Prose(random.split());
  }

  /** A file of noise, as a film or a disk image, with edits, insertions and deletions. */
  static Corpus.Maker editedFile(int mebibytes, int edits) {
    return (oldTree, newTree) ->
        new Synthetic("file").editedFile(oldTree, newTree, mebibytes, edits);
  }

  private void editedFile(Path oldTree, Path newTree, int mebibytes, int edits) throws IOException {
    try (OutputStream before = Files.newOutputStream(oldTree.resolve("film.bin"));
        OutputStream after = Files.newOutputStream(newTree.resolve("film.bin"))) {
      byte[] block = new byte[MIB];
      for (int i = 0; i < mebibytes; i++) {
        random.nextBytes(block);
        before.write(block);
        // Evenly over the blocks, and somewhere in each.
        boolean edited = (long) i * edits / mebibytes != (long) (i + 1) * edits / mebibytes;
        after.write(edited ? edited(block) : block);
      }
    }
    ReleaseTimes.set(oldTree, newTree);
  }

  /** One to 64 bytes are other ones, too many, or missing. */
  private byte[] edited(byte[] block) {
    int length = random.nextInt(1, 65);
    int at = random.nextInt(block.length - length);
    byte[] other = new byte[length];
    random.nextBytes(other);
    int kind = random.nextInt(3);
    byte[] end = Arrays.copyOfRange(block, kind == 1 ? at : at + length, block.length);
    byte[] edited = Arrays.copyOf(block, at + (kind == 2 ? 0 : length) + end.length);
    if (kind != 2) {
      System.arraycopy(other, 0, edited, at, length);
    }
    System.arraycopy(end, 0, edited, edited.length - end.length, end.length);
    return edited;
  }

  /**
   * Pages of text in directories of a hundred, each written at a time of its own; in every
   * hundredth a sentence is another one.
   */
  static Corpus.Maker manyFiles(int files) {
    return (oldTree, newTree) -> new Synthetic("many").manyFiles(oldTree, newTree, files);
  }

  /** Makes the pages of {@link #manyFiles(int)} in two directories that are there and empty. */
  public static void writePages(Path oldTree, Path newTree, int files) throws IOException {
    new Synthetic("many").manyFiles(oldTree, newTree, files);
  }

  private void manyFiles(Path oldTree, Path newTree, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      String name = String.format("section-%04d/page-%06d.html", i / 100, i);
      int sentences = random.nextInt(8, 80);
      String page = prose.page(i, sentences);
      FileTime written = timeWithin(OLD.minusSeconds(TimeUnit.DAYS.toSeconds(300)), 300 * DAY_NS);
      write(oldTree.resolve(name), page.getBytes(StandardCharsets.UTF_8), written);
      if (i % 100 == 50) {
        page = prose.withAnotherSentence(page, random.nextInt(sentences));
        written = timeWithin(NEW, TimeUnit.HOURS.toNanos(1));
      }
      write(newTree.resolve(name), page.getBytes(StandardCharsets.UTF_8), written);
    }
    settleDirectories(oldTree);
    settleDirectories(newTree);
  }

  private FileTime timeWithin(Instant first, long durationNs) {
    return FileTime.from(first.plusNanos(random.nextLong(durationNs)));
  }

  private static void write(Path file, byte[] content, FileTime time) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    ReleaseTimes.set(file, time);
  }

  private static void symlink(Path path, String target, FileTime time) throws IOException {
    Files.createSymbolicLink(path, Path.of(target));
    ReleaseTimes.set(path, time);
  }

  /** Nothing came or went in them since they were made. */
  private static void settleDirectories(Path tree) throws IOException {
    try (var all = Files.walk(tree)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isDirectory(path)) {
          ReleaseTimes.set(path, FileTime.from(OLD.minusNanos(400 * DAY_NS)));
        }
      }
    }
  }

  /** Pictures and pages; the directory of the pictures gets another name. */
  static Corpus.Maker rename(int pictures) {
    return (oldTree, newTree) -> new Synthetic("rename").rename(oldTree, newTree, pictures);
  }

  private void rename(Path oldTree, Path newTree, int pictures) throws IOException {
    for (int i = 0; i < pictures; i++) {
      byte[] picture = new byte[random.nextInt(2 << 10, 16 << 10)];
      random.nextBytes(picture);
      FileTime written = timeWithin(OLD.minusSeconds(TimeUnit.DAYS.toSeconds(300)), 300 * DAY_NS);
      String name = String.format("%02d/picture-%05d.jpg", i / 100, i);
      write(oldTree.resolve("media-spring").resolve(name), picture, written);
      write(newTree.resolve("media-summer").resolve(name), picture, written);
      if (i % 4 == 0) {
        byte[] page = prose.page(i, 20).getBytes(StandardCharsets.UTF_8);
        write(oldTree.resolve("pages/" + i + ".html"), page, written);
        write(newTree.resolve("pages/" + i + ".html"), page, written);
      }
    }
    settleDirectories(oldTree);
    settleDirectories(newTree);
    ReleaseTimes.set(newTree, FileTime.from(NEW));
  }

  /** The log of a web server, and the same with more lines. */
  static Corpus.Maker grownLog(int mebibytes, int moreMebibytes) {
    return (oldTree, newTree) ->
        new Synthetic("log").grownLog(oldTree, newTree, mebibytes, moreMebibytes);
  }

  private void grownLog(Path oldTree, Path newTree, int mebibytes, int moreMebibytes)
      throws IOException {
    long oldBytes = (long) mebibytes * MIB;
    long newBytes = oldBytes + (long) moreMebibytes * MIB;
    try (OutputStream before = buffered(oldTree.resolve("access.log"));
        OutputStream after = buffered(newTree.resolve("access.log"))) {
      long written = 0;
      Instant time = OLD;
      while (written < newBytes) {
        time = time.plusMillis(random.nextInt(900));
        byte[] line = logLine(time).getBytes(StandardCharsets.UTF_8);
        int length = (int) Math.min(line.length, newBytes - written);
        after.write(line, 0, length);
        before.write(line, 0, (int) Math.max(0, Math.min(length, oldBytes - written)));
        written += length;
      }
    }
    ReleaseTimes.set(oldTree, newTree);
  }

  private String logLine(Instant time) {
    boolean found = random.nextInt(20) > 0;
    return String.format(
        Locale.ROOT,
        "10.%d.%d.%d - - [%s] \"GET /%s/%s-%d.html HTTP/1.1\" %d %d \"-\" \"%s\" %.3f%n",
        random.nextInt(4),
        random.nextInt(256),
        random.nextInt(256),
        time,
        prose.word(),
        prose.word(),
        random.nextInt(500),
        found ? 200 : 404,
        found ? random.nextInt(400, 90_000) : 162,
        prose.browser(),
        random.nextDouble());
  }

  private static OutputStream buffered(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), MIB);
  }

  /** A bit of everything, in a moment. */
  static Corpus.Maker tiny() {
    return (oldTree, newTree) -> new Synthetic("tiny").tiny(oldTree, newTree);
  }

  private void tiny(Path oldTree, Path newTree) throws IOException {
    manyFiles(oldTree, newTree, 200);
    byte[] noise = new byte[MIB];
    random.nextBytes(noise);
    FileTime then = FileTime.from(OLD);
    FileTime now = FileTime.from(NEW);
    write(oldTree.resolve("noise.bin"), noise, then);
    write(newTree.resolve("noise.bin"), edited(noise), now);
    write(oldTree.resolve("media-old/picture.jpg"), Arrays.copyOf(noise, 5_000), then);
    write(newTree.resolve("media-new/picture.jpg"), Arrays.copyOf(noise, 5_000), then);
    write(oldTree.resolve("gone.txt"), new byte[0], then);
    write(newTree.resolve("come/a name with spaces, ü"), new byte[0], now);
    Files.createDirectories(newTree.resolve("nothing/here"));
    symlink(oldTree.resolve("start"), "section-0000/page-000001.html", then);
    symlink(newTree.resolve("start"), "section-0001/page-000150.html", now);
    settleDirectories(oldTree);
    settleDirectories(newTree);
  }
}
