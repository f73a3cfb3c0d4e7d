package org.contentmover.content.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** Trees in memory, to be taken into a store and compared with it. */
final class StoreTrees {
  private StoreTrees() {}

  /** A tree of files, by path. */
  record Tree(Map<String, byte[]> files) {
    Manifest manifest() {
      List<ManifestEntry> entries = new ArrayList<>();
      entries.add(ManifestEntry.directory("", 0755, 0));
      files.forEach(
          (path, content) ->
              entries.add(
                  ManifestEntry.file(path, 0644, 0, content.length, ContentHash.sha256(content))));
      return Manifest.of(entries);
    }

    ContentHash hash() {
      return manifest().hash();
    }
  }

  /** One of a number of contents; most are small, some have a frame of their own. */
  static byte[] content(int number) {
    Random random = new Random(number);
    byte[] bytes = new byte[number % 7 == 0 ? 150_000 : number % 11 == 0 ? 0 : 1 + number * 37];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = 'a';
    }
    return bytes;
  }

  static Tree tree(int... contents) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int number : contents) {
      files.put("f" + number + (number % 2 == 0 ? ".txt" : ".jpg"), content(number));
    }
    return new Tree(files);
  }

  private record Memory(String path, byte[] bytes) implements Intake.Wanted {
    @Override
    public Path file() {
      return Path.of(path);
    }

    @Override
    public long sizeBytes() {
      return bytes.length;
    }
  }

  /** Takes in what of a tree the intake lacks, and its manifest; does not finish it. */
  static void take(Intake intake, Tree tree) throws IOException {
    List<Memory> missing = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : tree.files().entrySet()) {
      if (intake.lacks(ContentHash.sha256(file.getValue()))) {
        missing.add(new Memory(file.getKey(), file.getValue()));
      }
    }
    List<IOException> failures = new ArrayList<>();
    intake.take(
        missing.iterator(),
        file -> new ByteArrayInputStream(tree.files().get(file.toString())),
        new Intake.Results() {
          @Override
          public void taken(Intake.Wanted file, long bytesRead, ContentHash sha256) {}

          @Override
          public void failed(Intake.Wanted file, IOException why) {
            failures.add(why);
          }
        });
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    intake.add(tree.manifest());
  }

  static void publish(ContentStore store, Tree tree, String name) throws IOException {
    try (Intake intake = store.intake()) {
      take(intake, tree);
      intake.finish();
      store.refs().set(name, tree.hash());
    }
  }

  /** Every file is in the store, to the byte. */
  static void requireComplete(ContentStore store, Tree tree) throws IOException {
    SmallContents small = new SmallContents(store);
    for (Map.Entry<String, byte[]> file : tree.files().entrySet()) {
      ContentHash hash = ContentHash.sha256(file.getValue());
      try (InputStream in = store.read(hash)) {
        assertArrayEquals(file.getValue(), in.readAllBytes(), file.getKey());
      }
      if (file.getValue().length <= PackOrder.MAX_GROUPED_FILE_BYTES) {
        assertArrayEquals(file.getValue(), small.read(hash), file.getKey());
      }
    }
  }
}
