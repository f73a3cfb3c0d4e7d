package org.contentmover.benchmark.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.contentmover.benchmark.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticTest {
  @TempDir Path directory;

  private Pair make(String name, Corpus.Maker maker) throws Exception {
    Path oldTree = Files.createDirectories(directory.resolve(name).resolve("old"));
    Path newTree = Files.createDirectories(directory.resolve(name).resolve("new"));
    maker.make(oldTree, newTree);
    return Pair.of(oldTree, newTree);
  }

  @Test
  void shouldMakeTheSameAgain() throws Exception {
    for (Corpus.Maker maker :
        List.of(
            Synthetic.tiny(),
            Synthetic.editedFile(4, 2),
            Synthetic.manyFiles(200),
            Synthetic.rename(20),
            Synthetic.grownLog(2, 1))) {
      Pair one = make("one", maker);
      Pair other = make("other", maker);
      assertTrue(Trees.same(one.oldTree(), other.oldTree()));
      assertTrue(Trees.same(one.newTree(), other.newTree()));
      assertEquals(times(one.newTree()), times(other.newTree()));
      Trees.delete(directory.resolve("one"));
      Trees.delete(directory.resolve("other"));
    }
  }

  private static TreeMap<String, String> times(Path tree) throws IOException {
    TreeMap<String, String> times = new TreeMap<>();
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : (Iterable<Path>) all.filter(it -> Files.isRegularFile(it))::iterator) {
        times.put(
            tree.relativize(path).toString(),
            Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toString());
      }
    }
    return times;
  }

  @Test
  void shouldEditAFileOfNoiseAsOftenAsAsked() throws Exception {
    Pair pair = make("file", Synthetic.editedFile(8, 3));
    byte[] before = Files.readAllBytes(pair.oldTree().resolve("film.bin"));
    byte[] after = Files.readAllBytes(pair.newTree().resolve("film.bin"));
    assertEquals(8 << 20, before.length);
    assertTrue(Math.abs(after.length - before.length) <= 3 * 64);
    assertTrue(deflatedShare(before) > 0.99);
    int blocks = 0;
    int offset = 0;
    for (int i = 0; i < before.length; i += 1 << 20) {
      // What follows an edit is where it was, but for what came in or went.
      int end = i + (1 << 20);
      boolean same = false;
      for (int shift = -192; shift <= 192 && !same; shift++) {
        same = regionsAreEqual(before, end - 512, after, end - 512 + shift, 512);
        offset = same ? shift : offset;
      }
      assertTrue(same, "block " + (i >> 20));
      blocks += regionsAreEqual(before, i, after, i + offset, 1 << 20) ? 0 : 1;
    }
    assertEquals(3, blocks);
  }

  private static boolean regionsAreEqual(byte[] a, int from, byte[] b, int at, int length) {
    return at >= 0
        && at + length <= b.length
        && Arrays.equals(a, from, from + length, b, at, at + length);
  }

  private static double deflatedShare(byte[] content) {
    Deflater deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      deflater.deflate(buffer);
    }
    double share = deflater.getBytesWritten() / (double) content.length;
    deflater.end();
    return share;
  }

  @Test
  void shouldChangeASentenceInEachHundredthPage() throws Exception {
    Pair pair = make("many", Synthetic.manyFiles(300));
    int changed = 0;
    try (Stream<Path> all = Files.walk(pair.newTree())) {
      for (Path page : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        Path old = pair.oldTree().resolve(pair.newTree().relativize(page));
        boolean same = Files.mismatch(page, old) < 0;
        assertEquals(same, Files.getLastModifiedTime(page).equals(Files.getLastModifiedTime(old)));
        if (!same) {
          changed++;
          List<String> lines = Files.readAllLines(page);
          List<String> oldLines = Files.readAllLines(old);
          assertEquals(oldLines.size(), lines.size());
          lines.removeAll(oldLines);
          assertEquals(1, lines.size());
        }
        assertTrue(deflatedShare(Files.readAllBytes(page)) < 0.7);
      }
    }
    assertEquals(3, changed);
  }

  @Test
  void shouldMoveADirectoryAndLeaveTheRest() throws Exception {
    Pair pair = make("rename", Synthetic.rename(40));
    Path before = pair.oldTree().resolve("media-spring");
    Path after = pair.newTree().resolve("media-summer");
    assertTrue(Trees.same(before, after));
    assertEquals(times(before), times(after));
    assertTrue(Trees.same(pair.oldTree().resolve("pages"), pair.newTree().resolve("pages")));
    assertFalse(Files.exists(pair.newTree().resolve("media-spring")));
  }

  @Test
  void shouldWriteOnInALog() throws Exception {
    Pair pair = make("log", Synthetic.grownLog(3, 1));
    byte[] before = Files.readAllBytes(pair.oldTree().resolve("access.log"));
    byte[] after = Files.readAllBytes(pair.newTree().resolve("access.log"));
    assertEquals(3 << 20, before.length);
    assertEquals(4 << 20, after.length);
    assertTrue(regionsAreEqual(before, 0, after, 0, before.length));
    double share = deflatedShare(after);
    assertTrue(share > 0.1 && share < 0.4, "deflated to " + share);
  }
}
