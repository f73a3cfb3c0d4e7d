package org.contentmover.content.store;

import static org.contentmover.content.store.StoreTrees.requireComplete;
import static org.contentmover.content.store.StoreTrees.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.store.StoreTrees.Tree;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Content in use is never touched, whatever order publishes, checkpoints, removals, readers,
 * restarts and collections come in.
 */
class GarbageInterleavingTest {
  private static final int CONTENTS = 30;
  private static final int STEPS = 150;

  @TempDir Path directory;

  private final Map<ContentHash, Tree> trees = new HashMap<>();
  private final Map<String, Tree> names = new TreeMap<>();
  private final List<Publish> publishes = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private Random random;
  private ContentStore store;
  private GarbageCollection garbage;
  private int number;

  /** A publish between its begin and its end. */
  private record Publish(Intake intake, Tree tree, boolean[] finished) {}

  /** Somebody who looked up where a tree lies, and reads it in a while. */
  private record Reader(ContentHold hold, Tree tree, Map<ContentHash, PackedContent> places) {}

  private void open() throws IOException {
    store =
        ContentStore.open(
            directory.resolve("store"), CompressionPolicy.DEFAULT, FaultyFileSystem.sound());
    garbage = new GarbageCollection(store);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldNeverTouchContentInUse(int seed) throws Exception {
    random = new Random(seed);
    open();
    try {
      for (int step = 0; step < STEPS; step++) {
        String what = "seed " + seed + ", step " + step + ": " + doSomething();
        try {
          requireAllInUse();
        } catch (IOException | AssertionError e) {
          throw new AssertionError(what, e);
        }
      }
      settle();
    } finally {
      store.close();
    }
  }

  private String doSomething() throws IOException {
    int dice = random.nextInt(20);
    if (dice < 4) {
      Publish publish = new Publish(store.intake(), randomTree(), new boolean[1]);
      take(publish.intake(), publish.tree());
      publishes.add(publish);
      return "a publish begins";
    } else if (dice < 8 && !publishes.isEmpty()) {
      return goOn(publishes.get(random.nextInt(publishes.size())));
    } else if (dice < 10 && !names.isEmpty()) {
      String checkpoint = "checkpoint/" + number++;
      Tree tree = anyNamed();
      store.refs().set(checkpoint, tree.hash());
      names.put(checkpoint, tree);
      return checkpoint;
    } else if (dice < 13 && !names.isEmpty()) {
      String name = new ArrayList<>(names.keySet()).get(random.nextInt(names.size()));
      store.refs().remove(name);
      names.remove(name);
      return name + " is removed";
    } else if (dice < 15 && !names.isEmpty()) {
      ContentHold hold = store.hold();
      Tree tree = anyNamed();
      Map<ContentHash, PackedContent> places = new HashMap<>();
      for (byte[] content : tree.files().values()) {
        ContentHash hash = ContentHash.sha256(content);
        places.put(hash, store.find(hash));
      }
      readers.add(new Reader(hold, tree, places));
      return "somebody reads";
    } else if (dice < 16 && !readers.isEmpty()) {
      readers.remove(random.nextInt(readers.size())).hold().close();
      return "a reader ends";
    } else if (dice == 16) {
      restart();
      return "restart";
    }
    return garbage.collect(Map::of).toString();
  }

  private String goOn(Publish publish) throws IOException {
    if (!publish.finished()[0]) {
      if (random.nextInt(4) == 0) {
        publish.intake().close();
        publishes.remove(publish);
        return "a publish is given up";
      }
      publish.intake().finish();
      publish.finished()[0] = true;
      return "a publish finishes";
    }
    String name = "version/" + number++;
    store.refs().set(name, publish.tree().hash());
    names.put(name, publish.tree());
    publish.intake().close();
    publishes.remove(publish);
    return name;
  }

  private void restart() throws IOException {
    store.close();
    publishes.clear();
    readers.clear();
    open();
  }

  private Tree anyNamed() {
    return new ArrayList<>(names.values()).get(random.nextInt(names.size()));
  }

  private Tree randomTree() {
    int[] contents = new int[1 + random.nextInt(8)];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = random.nextInt(CONTENTS);
    }
    Tree tree = StoreTrees.tree(contents);
    trees.put(tree.hash(), tree);
    return tree;
  }

  private void requireAllInUse() throws IOException {
    for (Tree tree : names.values()) {
      requireComplete(store, tree);
      assertTrue(store.contains(tree.hash()));
    }
    for (Publish publish : publishes) {
      requireComplete(store, publish.tree());
    }
    for (Reader reader : readers) {
      for (Map.Entry<ContentHash, PackedContent> place : reader.places().entrySet()) {
        try (FileChannel pack =
            FileChannel.open(place.getValue().pack(), StandardOpenOption.READ)) {
          assertTrue(pack.size() >= place.getValue().frameOffset() + place.getValue().frameBytes());
        }
      }
      requireComplete(store, reader.tree());
    }
  }

  /** Once nobody uses anything but what has a name, nothing else is left. */
  private void settle() throws IOException {
    for (Publish publish : publishes) {
      publish.intake().close();
    }
    publishes.clear();
    readers.forEach(reader -> reader.hold().close());
    readers.clear();
    for (int round = 0; round < 3; round++) {
      assertFalse(garbage.collect(Map::of).waits());
    }
    requireAllInUse();
    Set<ContentHash> needed = new HashSet<>();
    names
        .values()
        .forEach(
            tree -> {
              needed.add(tree.hash());
              tree.files().values().forEach(bytes -> needed.add(ContentHash.sha256(bytes)));
            });
    for (int content = 0; content < CONTENTS; content++) {
      ContentHash hash = ContentHash.sha256(StoreTrees.content(content));
      assertEquals(needed.contains(hash), store.contains(hash), "content " + content);
    }
    trees.keySet().forEach(hash -> assertEquals(needed.contains(hash), store.contains(hash)));
    long live = 0;
    for (Map<ContentHash, PackedContent> pack : store.catalogue().byPack().values()) {
      live += PackCopy.bytesOf(pack.values());
    }
    try (Stream<Path> packs = Files.walk(directory.resolve("store/packs"))) {
      long bytes =
          packs
              .filter(path -> path.endsWith(PackWriter.PACK))
              .filter(Files::isRegularFile)
              .mapToLong(path -> path.toFile().length())
              .sum();
      assertTrue(bytes <= 2 * live + 1, bytes + " bytes on the disk for " + live);
    }
  }
}
