package org.contentmover.content.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanIndexTest {
  private static final int FILES = 2_000;

  @TempDir Path directory;

  private static ScanIndex index() {
    Map<String, IndexedFile> files = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      files.put("file-" + i, new IndexedFile(i, i, i, i, ContentHash.sha256(new byte[i])));
    }
    return ScanIndex.of(files);
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
