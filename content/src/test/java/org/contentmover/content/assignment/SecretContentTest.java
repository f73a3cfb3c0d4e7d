package org.contentmover.content.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.contentmover.content.delta.BaseRange;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.View;
import org.contentmover.content.seal.DataParts;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.Test;

/** CM-15: which parts of the data are sealed. */
class SecretContentTest {
  private static final List<String> SECRET = List.of("*.key");

  private static ManifestEntry file(String path, long bytes) {
    return ManifestEntry.file(path, 0644, 0, bytes, ContentHash.OF_NOTHING);
  }

  private static Manifest tree(List<ManifestEntry> files) {
    List<ManifestEntry> entries = new ArrayList<>(files);
    entries.add(ManifestEntry.directory("", 0755, 0));
    return Manifest.of(entries);
  }

  private static List<Boolean> areSealed(DataParts parts) {
    return parts.parts().stream().map(DataParts.Part::isSealed).toList();
  }

  @Test
  void shouldSealWhatBringsSomethingOfASecretFile() {
    List<ManifestEntry> files =
        List.of(file("a", 100), file("b.key", 10), file("c", 100), file("d", 100));
    SecretContent content = new SecretContent(SECRET, Manifest.EMPTY);
    files.forEach(it -> content.file(it, it.sizeBytes()));
    content.piece(new Piece.Zstd(50, 7));
    content.piece(new Piece.Zstd(55, 8));
    content.piece(new Piece.Zstd(5, 9));
    content.piece(new Piece.Zstd(200, 11));

    DataParts parts = content.parts();

    assertEquals(List.of(false, true, false), areSealed(parts));
    assertEquals(List.of(7L, 17L, 11L), parts.parts().stream().map(DataParts.Part::bytes).toList());
  }

  /** What is packed over a secret tells of it by what it does not say. */
  @Test
  void shouldSealWhatIsPackedOverSecretContent() {
    List<ManifestEntry> files = List.of(file("a.key", 100), file("b", 100), file("c", 100));
    SecretContent content = new SecretContent(SECRET, tree(files));
    files.forEach(it -> content.file(it, it.sizeBytes()));
    content.piece(new Piece.Zstd(100, 10));
    content.piece(patch(20, List.of(whole(1)), List.of()));
    content.piece(patch(20, List.of(whole(0)), List.of()));
    content.piece(patch(20, List.of(whole(2)), List.of(new MadeRange(50, 10))));
    content.piece(patch(20, List.of(whole(2)), List.of(new MadeRange(100, 10))));
    content.piece(new Piece.Zstd(20, 10));

    assertEquals(
        List.of(10L, 10L, 20L, 20L),
        content.parts().parts().stream().map(DataParts.Part::bytes).toList());
    assertEquals(List.of(true, false, true, false), areSealed(content.parts()));
  }

  private static Piece patch(long bytes, List<BaseRange> base, List<MadeRange> made) {
    return new Piece.Patch(bytes, 10, base, made, 0);
  }

  private static BaseRange whole(int baseFile) {
    return new BaseRange(baseFile, View.RAW, 0, 100);
  }

  @Test
  void shouldHaveNoPartsWithoutData() {
    SecretContent content = new SecretContent(SECRET, Manifest.EMPTY);

    assertEquals(List.of(), content.parts().parts());
  }

  /** More is sealed than was asked for before a header becomes too long. */
  @Test
  void shouldSealWhatLiesBetweenWhenThereAreTooManyParts() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<ManifestEntry> files = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      files.add(file(i + (random.nextBoolean() ? ".key" : ".txt"), 1 + random.nextInt(100_000)));
    }
    SecretContent content = new SecretContent(SECRET, Manifest.EMPTY);
    long secretBytes = 0;
    for (ManifestEntry it : files) {
      content.piece(new Piece.Stored(it.sizeBytes()));
      content.file(it, it.sizeBytes());
      secretBytes += it.path().endsWith(".key") ? it.sizeBytes() : 0;
    }

    DataParts parts = content.parts();

    assertTrue(parts.parts().size() <= DataParts.MAX_PARTS, "seed " + seed);
    assertTrue(parts.sealedBytes() > secretBytes, "seed " + seed);
    assertTrue(!parts.areAllSealed(), "seed " + seed);
    long at = 0;
    for (ManifestEntry it : files) {
      long from = at;
      if (it.path().endsWith(".key")) {
        assertTrue(
            parts.parts().stream()
                .anyMatch(
                    part ->
                        part.isSealed()
                            && part.offset() <= from
                            && part.end() >= from + it.sizeBytes()),
            "seed " + seed + ": " + it.path() + " is sealed");
      }
      at += it.sizeBytes();
    }
    assertEquals(at, parts.bytes(), "seed " + seed);
  }
}
