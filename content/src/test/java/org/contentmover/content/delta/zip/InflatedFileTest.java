package org.contentmover.content.delta.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.fixture.BytesFile;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.Test;

class InflatedFileTest {
  @Property(tries = 40)
  void shouldMakeTheArchiveOfItsView(
      @ForAll @LongRange(min = 1) long seed, @ForAll @IntRange(min = 1, max = 9) int level)
      throws IOException {
    Random random = new Random(seed);
    SampleArchive archive = SampleArchive.ofWords(seed, 1 + random.nextInt(20)).level(level);
    archive.entry("a.stored", SampleArchive.words(random, 3_000)).entry("empty", new byte[0]);
    byte[] bytes = archive.entry("z", SampleArchive.words(random, 200_000)).bytes();
    assertArrayEquals(bytes, rebuilt(view(bytes), bytes), "seed " + seed + " level " + level);
  }

  @Property(tries = 40)
  void shouldReadTheSameFromAnywhere(@ForAll @LongRange(min = 1) long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = SampleArchive.ofWords(seed, 1 + random.nextInt(9)).bytes();
    try (ReadableFile view = compared(bytes).orElseThrow().view(new BytesFile(bytes))) {
      byte[] all = all(view);
      for (int i = 0; i < 50; i++) {
        int from = random.nextInt(all.length);
        byte[] part = new byte[random.nextInt(Math.min(20_000, all.length - from)) + 1];
        view.readFully(from, part, 0, Math.min(part.length, all.length - from));
        assertArrayEquals(Arrays.copyOfRange(all, from, from + part.length), part, "seed " + seed);
      }
      assertEquals(-1, view.read(all.length, new byte[1], 0, 1));
    }
  }

  @Property(tries = 20)
  void shouldLookIntoArchivesInArchives(@ForAll @LongRange(min = 1) long seed) throws IOException {
    Random random = new Random(seed);
    SampleArchive outer = SampleArchive.ofWords(seed, 3);
    outer.entry("a.jar", SampleArchive.ofWords(seed + 1, 5).level(9).bytes());
    outer.entry("b.stored", SampleArchive.ofWords(seed + 2, 5).level(1).bytes());
    byte[] inmost = SampleArchive.ofWords(seed + 3, 2).bytes();
    outer.entry("c.jar", new SampleArchive().entry("inmost.stored", inmost).bytes());
    outer.entry("d.jar", new SampleArchive().entry("inmost.jar", inmost).bytes());
    byte[] bytes = outer.entry("e", SampleArchive.words(random, 5_000)).bytes();
    byte[] view = view(bytes);
    assertArrayEquals(bytes, rebuilt(view, bytes), "seed " + seed);
    assertEquals(
        List.of(
            Recipe.Kind.DEFLATED,
            Recipe.Kind.DEFLATED,
            Recipe.Kind.DEFLATED,
            Recipe.Kind.DEFLATED_ARCHIVE,
            Recipe.Kind.STORED_ARCHIVE,
            Recipe.Kind.DEFLATED,
            Recipe.Kind.DEFLATED_ARCHIVE,
            Recipe.Kind.DEFLATED),
        Recipe.read(new ByteArrayInputStream(view)).steps().stream()
            .map(Recipe.Step::kind)
            .toList());
    try (ReadableFile base = compared(bytes).orElseThrow().view(new BytesFile(bytes))) {
      byte[] all = all(base);
      for (int i = 0; i < 50; i++) {
        int from = random.nextInt(all.length);
        byte[] part = new byte[Math.min(all.length - from, 1 + random.nextInt(9_000))];
        base.readFully(from, part, 0, part.length);
        assertArrayEquals(Arrays.copyOfRange(all, from, from + part.length), part, "seed " + seed);
      }
    }
  }

  @Test
  void shouldLeaveAnEntryAsItIsThatDoesNotComeOutRight() throws IOException {
    byte[] bytes = SampleArchive.ofWords(1, 20).bytes();
    ArchiveMember broken = ArchiveIndex.membersOf(new BytesFile(bytes), false).get(3);
    bytes[(int) broken.offset() + 40] ^= 1;
    byte[] view = view(bytes);
    assertArrayEquals(bytes, rebuilt(view, bytes));
    assertEquals(19, Recipe.read(new ByteArrayInputStream(view)).steps().size());
  }

  /** One has 16,385 bytes in the archive, and the last of them makes none. */
  @Test
  void shouldTakeAnEntryWhoseLastByteIsReadAlone() throws IOException {
    byte[] bytes = SampleArchive.ofWords(30_430, 3).bytes();
    byte[] view = view(bytes);
    assertArrayEquals(bytes, rebuilt(view, bytes));
    assertEquals(3, Recipe.read(new ByteArrayInputStream(view)).steps().size());
  }

  @Test
  void shouldNotTakeAnArchiveOfWhichTooLittleComesOutRight() throws IOException {
    byte[] bytes = SampleArchive.ofWords(1, 20).bytes();
    for (ArchiveMember entry : ArchiveIndex.membersOf(new BytesFile(bytes), false).subList(0, 15)) {
      bytes[(int) (entry.offset() + entry.archiveBytes() / 2)] ^= 1;
    }
    assertTrue(compared(bytes).isEmpty());
  }

  @Test
  void shouldNotTakeAnArchiveOfMoreEntriesThanARecipeHas() throws IOException {
    SampleArchive archive = new SampleArchive();
    for (int i = 0; i <= Recipe.MAX_STEPS; i++) {
      archive.entry("e" + i, new byte[] {1});
    }
    byte[] bytes = archive.bytes();
    assertTrue(compared(bytes).isEmpty());
    assertTrue(ArchiveEntries.of(new BytesFile(bytes)).isEmpty());
  }

  @Test
  void shouldTakeNothingForAnArchiveThatIsNone() throws IOException {
    byte[] archive = SampleArchive.ofWords(1, 3).bytes();
    assertTrue(ArchiveEntries.of(new BytesFile(new byte[0])).isEmpty());
    assertTrue(ArchiveEntries.of(new BytesFile(new byte[100_000])).isEmpty());
    assertTrue(
        ArchiveEntries.of(new BytesFile(Arrays.copyOf(archive, archive.length - 30))).isEmpty());
  }

  @Property(tries = 300)
  void shouldEndInAnErrorOrTheArchiveWhateverBitFlips(@ForAll @LongRange(min = 1) long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] bytes = SampleArchive.ofWords(seed, 3).bytes();
    byte[] view = view(bytes);
    int at = random.nextInt(random.nextBoolean() ? 12 : view.length);
    view[at] ^= (byte) (1 << random.nextInt(8));
    try {
      // Another level may make the same.
      assertArrayEquals(bytes, rebuilt(view, bytes), "seed " + seed);
    } catch (CannotRedeflate e) {
      assertTrue(e.getMessage().contains("archive") || e.getMessage().contains("\"a.zip\""));
    }
  }

  @Property(tries = 300)
  void shouldReadADamagedArchiveOrSayWhatIsWrong(@ForAll @LongRange(min = 1) long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] bytes = SampleArchive.ofWords(seed, 3).bytes();
    for (int i = 0; i < 5; i++) {
      bytes[bytes.length - 1 - random.nextInt(Math.min(300, bytes.length))] =
          (byte) random.nextInt();
    }
    try (ReadableFile file = new BytesFile(bytes)) {
      readAll(ArchiveEntries.of(file), 2);
    } catch (EntryDamaged e) {
      assertTrue(e.getMessage().contains("entry of the archive"));
    }
    compared(bytes);
  }

  @Test
  void shouldNotWriteMoreThanTheArchiveHas() throws IOException {
    byte[] bytes = SampleArchive.ofWords(1, 3).bytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ManifestEntry shorter = ManifestEntry.file("a.zip", 0644, 1, 1_000, ContentHash.sha256(bytes));
    byte[] view = view(bytes);
    try (ZipRebuilder rebuilder = new ZipRebuilder()) {
      assertThrows(
          CannotRedeflate.class,
          () -> rebuilder.rebuild(new ByteArrayInputStream(view), shorter, out));
    }
    assertTrue(out.size() <= 1_000);
  }

  private static Optional<ArchiveComparison> compared(byte[] archive) throws IOException {
    return ArchiveComparison.of(
        new BytesFile(archive), List.of(), Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static byte[] view(byte[] archive) throws IOException {
    try (ReadableFile view = compared(archive).orElseThrow().view(new BytesFile(archive))) {
      return all(view);
    }
  }

  private static byte[] all(ReadableFile view) throws IOException {
    byte[] all = new byte[(int) view.size()];
    view.readFully(0, all, 0, all.length);
    return all;
  }

  /** What a damaged archive claims to have is not reserved. */
  private static void readAll(Optional<ArchiveEntries> archive, int depth) throws IOException {
    byte[] buffer = new byte[10_000];
    for (int i = 0; archive.isPresent() && i < archive.get().size(); i++) {
      ReadableFile content = archive.get().content(i);
      long at = 0;
      for (int read = 0; read >= 0; read = content.read(at, buffer, 0, buffer.length)) {
        at += read;
      }
      if (depth > 1) {
        readAll(archive.get().inside(i), depth - 1);
      }
    }
  }

  private static byte[] rebuilt(byte[] view, byte[] archive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ManifestEntry expected =
        ManifestEntry.file("a.zip", 0644, 1, archive.length, ContentHash.sha256(archive));
    try (ZipRebuilder rebuilder = new ZipRebuilder()) {
      rebuilder.rebuild(new ByteArrayInputStream(view), expected, out);
    }
    return out.toByteArray();
  }
}
