package org.contentmover.content.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanIndexTest {
  private static final int FILES = 2_000;

  @TempDir Path directory;

  private static ScanIndex index() {
    ScanIndex.Draft files = new ScanIndex.Draft(0);
    for (int i = 0; i < FILES; i++) {
      files.add(path(i), stamp(i), ContentHash.sha256(new byte[i]));
    }
    return files.index();
  }

  /** In canonical order, for all have the same length. */
  private static byte[] path(int file) {
    return String.format("file-%04d", file).getBytes(StandardCharsets.UTF_8);
  }

  private static FileStamp stamp(int file) {
    return new FileStamp(0100644, file, file, file, file);
  }

  @Test
  void shouldFindFilesInAnyOrderAndNothingElse() {
    ScanIndex.Reader reader = index().reader();
    for (int i : new int[] {0, 1, 2, 17, 1_999, 1_998, 5, 6, 0}) {
      assertEquals(ContentHash.sha256(new byte[i]), reader.find(path(i), stamp(i)));
      assertEquals(ContentHash.NONE, reader.find(path(i), stamp(i + 1)));
    }
    for (String other :
        new String[] {"", "file-", "file-00001", "file-2000", "a", "z", "file-0005/x"}) {
      byte[] path = other.getBytes(StandardCharsets.UTF_8);
      assertEquals(ContentHash.NONE, reader.find(path, stamp(5)), other);
    }
    assertEquals(ContentHash.NONE, ScanIndex.EMPTY.reader().find(path(0), stamp(0)));
  }

  @Test
  void shouldBeSavedByScansThatEndTogether() throws Exception {
    Path file = directory.resolve("demo.index");
    ScanIndex index = index();
    Callable<Void> scan =
        () -> {
          for (int i = 0; i < 20; i++) {
            index.save(file);
          }
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> scans = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        scans.add(threads.submit(scan));
      }
      for (Future<Void> each : scans) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(FILES, ScanIndex.load(file).size());
  }

  @Test
  void shouldFailNoScanThatItCannotBeSaved() throws Exception {
    Path file = Files.createFile(directory.resolve("no-directory"));
    index().keep(file.resolve("demo.index"));
    Files.createDirectories(directory.resolve("taken.index/something"));
    index().keep(directory.resolve("taken.index"));
    assertFalse(Files.isRegularFile(directory.resolve("taken.index")));
  }

  @Test
  void shouldBeThrownAwayWhenItIsDamagedOrCannotBeRead() throws Exception {
    Path file = directory.resolve("demo.index");
    index().save(file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      byte[] damaged =
          Arrays.copyOf(whole, i % 2 == 0 ? 1 + random.nextInt(whole.length) : whole.length);
      damaged[random.nextInt(damaged.length)] ^= 0x40;
      Files.write(file, damaged);
      assertEquals(0, ScanIndex.load(file).size());
      assertFalse(Files.exists(file));
    }
    Files.createDirectories(file.resolve("something"));
    assertEquals(0, ScanIndex.load(file).size());
    assertTrue(Files.exists(file.resolve("something")));
  }
}
