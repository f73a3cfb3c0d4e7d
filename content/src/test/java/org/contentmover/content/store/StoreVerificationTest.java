package org.contentmover.content.store;

import static org.contentmover.content.store.StoreTrees.publish;
import static org.contentmover.content.store.StoreTrees.requireComplete;
import static org.contentmover.content.store.StoreTrees.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.store.StoreTrees.Tree;
import org.contentmover.content.store.StoreVerification.Findings;
import org.contentmover.content.store.StoreVerification.Loss;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreVerificationTest {
  @TempDir Path directory;
  private final Tree first = tree(1, 2, 3, 4, 7);
  private final Tree second = tree(2, 3, 5, 14);

  private ContentStore open() throws IOException {
    return open(FaultyFileSystem.sound());
  }

  private ContentStore open(FileSystemOps ops) throws IOException {
    return ContentStore.open(directory.resolve("store"), CompressionPolicy.DEFAULT, ops);
  }

  private static ContentHash hash(int content) {
    return ContentHash.sha256(StoreTrees.content(content));
  }

  private static List<Loss> verify(ContentStore store) throws IOException {
    Findings findings = findings(store);
    assertEquals(List.of(), findings.unread());
    return findings.losses();
  }

  private static Findings findings(ContentStore store) throws IOException {
    return new StoreVerification(store).verify((bytes, of) -> {});
  }

  private static void flip(PackedContent content, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(content.pack());
    bytes[(int) (content.frameOffset() + at)] ^= 1;
    Files.write(content.pack(), bytes);
  }

  @Test
  void shouldFindNothingWrongWithASoundStore() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      publish(store, second, "version/2");
      List<Long> progress = new ArrayList<>();
      assertEquals(
          new Findings(List.of(), List.of()),
          new StoreVerification(store)
              .verify(
                  (bytes, of) -> {
                    assertTrue(bytes <= of);
                    progress.add(bytes);
                  }));
      assertEquals(2, progress.size());
      requireComplete(store, first);
    }
  }

  @Test
  void shouldForgetWhatIsDamagedAndTakeItInAgain() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      // The small one shares its frame with 1, which stays readable: both are stored.
      PackedContent large = store.find(hash(7));
      PackedContent small = store.find(hash(3));
      flip(large, large.frameBytes() / 2);
      flip(small, small.offsetInFrame());
      Set<ContentHash> lost = new HashSet<>();
      verify(store).forEach(loss -> lost.add(loss.content()));
      assertEquals(Set.of(hash(7), hash(3)), lost);
      assertFalse(store.contains(hash(7)));
    }
    try (ContentStore store = open()) {
      assertFalse(store.contains(hash(7)), "after a restart, too");
      assertTrue(store.contains(hash(1)));
      publish(store, first, "version/2");
      assertEquals(List.of(), verify(store));
      requireComplete(store, first);
    }
  }

  @Test
  void shouldMissAWholePack() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      publish(store, second, "version/2");
      Files.delete(store.find(hash(7)).pack());
      assertEquals(6, verify(store).size());
      assertFalse(store.contains(hash(2)));
      assertTrue(store.contains(hash(5)));
      publish(store, second, "version/2");
      requireComplete(store, second);
      store.refs().remove("version/1");
      new GarbageCollection(store).collect(Map::of);
      requireComplete(store, second);
    }
  }

  /** Too many open files, say, or a server of files that is away for a while. */
  @Test
  void shouldForgetNothingOfAPackThatCannotBeOpened() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      publish(store, second, "version/2");
      Path pack = store.find(hash(7)).pack();
      Path away = Files.move(pack, pack.resolveSibling("away"));
      Files.createSymbolicLink(pack, pack);
      PackedContent other = store.find(hash(14));
      flip(other, other.frameBytes() / 2);

      Findings findings = findings(store);

      assertEquals(1, findings.unread().size());
      assertTrue(findings.unread().get(0).contains(pack.toString()), findings::toString);
      assertEquals(1, findings.losses().size());
      assertFalse(store.contains(hash(14)), "the other pack was not looked at");
      Files.move(away, pack, StandardCopyOption.REPLACE_EXISTING);
      requireComplete(store, first);
    }
    try (ContentStore store = open()) {
      requireComplete(store, first);
    }
  }

  /** Whoever reads small files has to hear that of the disk, not of an array. */
  @Test
  void shouldSayOfSmallContentThatItsPackIsShorter() throws Exception {
    try (ContentStore store = open()) {
      publish(store, tree(1, 3, 5), "version/1");
      PackedContent at = store.find(hash(5));
      assertTrue(at.offsetInFrame() > 1 && at.packing() == Packing.STORED, at.toString());
      try (FileChannel pack = FileChannel.open(at.pack(), StandardOpenOption.WRITE)) {
        pack.truncate(at.frameOffset() + 1);
      }
      assertThrows(IOException.class, () -> new SmallContents(store).read(hash(5)));
    }
  }

  /** It can be opened and not be read, as a directory can. */
  @Test
  void shouldNotTakeAReadThatFailsForDamage() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      Path pack = store.find(hash(7)).pack();
      Map<ContentHash, PackedContent> contents = store.catalogue().in(pack);
      assertEquals(6, contents.size());
      try (FileChannel unreadable = FileChannel.open(directory, StandardOpenOption.READ)) {
        contents.forEach(
            (hash, at) ->
                assertThrows(
                    PackCopy.Unreadable.class,
                    () ->
                        PackCopy.verify(
                            unreadable, Map.of(hash, at), (it, why) -> fail("lost: " + why))));
      }
    }
  }

  @Test
  void shouldStillKnowWhatItCannotForgetOnTheDisk() throws Exception {
    boolean[] full = {false};
    FileSystemOps ops =
        new DelegatingFileSystem() {
          @Override
          public OutputStream createFile(Path file) throws IOException {
            if (full[0]) {
              throw new IOException("No space left on device");
            }
            return super.createFile(file);
          }
        };
    try (ContentStore store = open(ops)) {
      publish(store, first, "version/1");
      PackedContent large = store.find(hash(7));
      flip(large, large.frameBytes() / 2);
      full[0] = true;
      assertThrows(IOException.class, () -> verify(store));
      assertTrue(store.contains(hash(7)), "a restart would find it again");
      full[0] = false;
      assertEquals(1, verify(store).size());
      assertFalse(store.contains(hash(7)));
    }
  }

  /** What cannot be read is not lost: too many open files, say, or no permission. */
  @Test
  void shouldSetNothingAsideThatTheOperatingSystemDoesNotRead() throws Exception {
    Path index;
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      index = store.find(hash(7)).pack().resolveSibling("index");
    }
    Path away = Files.move(index, index.resolveSibling("away"));
    Files.createSymbolicLink(index, index);
    String why = assertThrows(IOException.class, () -> open().close()).getMessage();
    assertTrue(why.contains(index + " cannot be read"), why);

    Files.move(away, index, StandardCopyOption.REPLACE_EXISTING);
    try (ContentStore store = open()) {
      assertEquals(List.of(), store.setAside());
      requireComplete(store, first);
    }
  }

  @Test
  void shouldSetAsideWhatIsNoPack() throws Exception {
    open().close();
    Path stray = Files.writeString(directory.resolve("store/packs/stray"), "somebody's");
    Files.createDirectory(stray.resolveSibling("empty"));
    try (ContentStore store = open()) {
      assertEquals(2, store.setAside().size());
    }
  }

  @Test
  void shouldSetAPackAsideWhoseIndexIsDamaged() throws Exception {
    Path index;
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      publish(store, second, "version/2");
      index = store.find(hash(7)).pack().resolveSibling("index");
    }
    byte[] bytes = Files.readAllBytes(index);
    bytes[40] ^= 1;
    Files.write(index, bytes);
    try (ContentStore store = open()) {
      assertFalse(store.contains(hash(7)));
      assertTrue(store.contains(hash(5)));
      assertEquals(1, store.setAside().size());
      assertTrue(Files.exists(store.setAside().get(0).resolve("pack")));
    }
    try (ContentStore store = open()) {
      assertEquals(1, store.setAside().size(), "until somebody looks after it");
    }
  }
}
