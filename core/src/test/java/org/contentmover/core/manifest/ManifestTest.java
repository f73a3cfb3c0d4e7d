package org.contentmover.core.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final ContentHash HASH = ContentHash.sha256(new byte[] {1});

  private static byte[] bytes(Manifest manifest) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.writeTo(out);
    return out.toByteArray();
  }

  private static Manifest read(byte[] bytes) throws IOException {
    return Manifest.readFrom(new ByteArrayInputStream(bytes));
  }

  @Property(tries = 300)
  void shouldReadBackWhatItWrites(@ForAll long seed) throws IOException {
    Manifest tree = Trees.random(seed);
    Manifest again = read(bytes(tree));
    assertEquals(tree, again);
    assertEquals(tree.hash(), again.hash());
    assertArrayEquals(bytes(tree), bytes(again));
    assertEquals(ContentHash.sha256(bytes(tree)), tree.hash());
  }

  @Property(tries = 100)
  void shouldNotDependOnTheOrderInWhichEntriesAreGiven(@ForAll long seed) {
    Manifest tree = Trees.random(seed);
    List<ManifestEntry> shuffled = new ArrayList<>(tree.entries());
    Collections.shuffle(shuffled, new Random(seed));
    assertEquals(tree.hash(), Manifest.of(shuffled).hash());
  }

  @Property(tries = 100)
  void shouldSortAsTheBytesOfUtf8Do(@ForAll long seed) {
    byte[] previous = null;
    for (ManifestEntry entry : Trees.random(seed)) {
      byte[] path = entry.path().getBytes(StandardCharsets.UTF_8);
      assertTrue(previous == null || Arrays.compareUnsigned(previous, path) < 0);
      previous = path;
    }
  }

  @Property(tries = 100)
  void shouldFindEveryEntryAndNoOther(@ForAll long seed) {
    Manifest tree = Trees.random(seed);
    for (ManifestEntry entry : tree) {
      assertEquals(entry, tree.find(entry.path()).orElseThrow());
      assertTrue(tree.find(entry.path() + "x").isEmpty());
    }
  }

  @Property(tries = 200)
  void shouldNeverTakeBytesThatAreNotCanonical(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = bytes(Trees.random(seed));
    byte[] changed = bytes.clone();
    int position = random.nextInt(changed.length);
    changed[position] = (byte) (changed[position] ^ (1 << random.nextInt(8)));
    try {
      assertArrayEquals(changed, bytes(read(changed)), "two encodings of one tree");
    } catch (MalformedManifestException e) {
      assertNotEquals("", e.getMessage());
    }
  }

  @Test
  void shouldRefuseBytesCutShortOrTooLong() throws IOException {
    byte[] bytes = bytes(Trees.random(42));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(MalformedManifestException.class, () -> read(cut));
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(MalformedManifestException.class, () -> read(longer));
  }

  @Test
  void shouldDifferInHashWhenAnythingDiffers() {
    ManifestEntry root = ManifestEntry.directory("", 0755, 1);
    List<Manifest> trees =
        List.of(
            Manifest.EMPTY,
            Manifest.of(List.of(root)),
            Manifest.of(List.of(ManifestEntry.directory("", 0700, 1))),
            Manifest.of(List.of(ManifestEntry.directory("", 0755, 2))),
            Manifest.of(List.of(root, ManifestEntry.file("f", 0644, 1, 1, HASH))),
            Manifest.of(List.of(root, ManifestEntry.file("g", 0644, 1, 1, HASH))),
            Manifest.of(List.of(root, ManifestEntry.file("f", 0644, 1, 2, HASH))),
            Manifest.of(List.of(root, ManifestEntry.symlink("f", 1_000, "g"))),
            Manifest.of(List.of(root, ManifestEntry.symlink("f", 1_000, "h"))));
    assertEquals(trees.size(), trees.stream().map(Manifest::hash).distinct().count());
  }

  @Test
  void shouldKeepItsHashForEver() {
    Manifest tree =
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0755, 1_700_000_000_123_456_789L),
                ManifestEntry.file("index.html", 0644, 1, 1, HASH),
                ManifestEntry.symlink("start", 2_000, "index.html")));
    assertEquals(
        "a73f5bf7bdad49cf9abbb36c95342eec794f8aaae2667171cad336c205d81cd0", tree.hash().hex());
  }

  @Test
  void shouldRefuseWhatIsNoTree() {
    ManifestEntry root = ManifestEntry.directory("", 0755, 0);
    ManifestEntry file = ManifestEntry.file("a", 0644, 0, 1, HASH);
    ManifestEntry below = ManifestEntry.file("a/b", 0644, 0, 1, HASH);
    assertThrows(IllegalArgumentException.class, () -> Manifest.of(List.of(file)));
    assertThrows(IllegalArgumentException.class, () -> Manifest.of(List.of(root, below)));
    assertThrows(IllegalArgumentException.class, () -> Manifest.of(List.of(root, file, below)));
    assertThrows(IllegalArgumentException.class, () -> Manifest.of(List.of(root, file, file)));
    assertThrows(IllegalArgumentException.class, () -> Manifest.ofSorted(List.of(file, root)));
  }

  @Test
  void shouldRefuseEntriesThatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> ManifestEntry.file("a", 04755, 0, 1, HASH));
    assertThrows(IllegalArgumentException.class, () -> ManifestEntry.file("a", 0644, 0, 1, null));
    assertThrows(IllegalArgumentException.class, () -> ManifestEntry.file("a", 0644, -1, 1, HASH));
    assertThrows(IllegalArgumentException.class, () -> ManifestEntry.file("a", 0644, 0, -1, HASH));
    assertThrows(IllegalArgumentException.class, () -> ManifestEntry.file("", 0644, 0, 1, HASH));
    assertThrows(IllegalArgumentException.class, () -> ManifestEntry.symlink("a", 0, ""));
    assertThrows(IllegalArgumentException.class, () -> ManifestEntry.symlink("a", 0, "b\0"));
    assertThrows(
        IllegalArgumentException.class, () -> ManifestEntry.symlink("a", 0, "b".repeat(4096)));
  }

  @Test
  void shouldTakeNoMoreBytesIntoMemoryThanAllowed() throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Manifest.EMPTY.writeTo(written);
    byte[] bytes = written.toByteArray();
    assertEquals(Manifest.EMPTY, Manifest.readFrom(new ByteArrayInputStream(bytes), bytes.length));
    assertThrows(
        MalformedManifestException.class,
        () -> Manifest.readFrom(new ByteArrayInputStream(bytes), bytes.length - 1));
  }
}
