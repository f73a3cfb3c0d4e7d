package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.contentmover.content.delta.zip.SampleArchive;
import org.junit.jupiter.api.Test;

class PieceReaderTest {
  private static final byte[] OLD = RandomEdits.random(1, 200_000);
  private static final TreeOfBytes BASE = new TreeOfBytes().file("old", OLD);
  private static final BaseRange WHOLE = new BaseRange(0, View.RAW, 0, OLD.length);

  private final byte[] content = RandomEdits.edited(new Random(4), OLD);
  private final byte[] frame = new ZstdFrames(DeltaProfile.FAST).pack(content, content.length);
  private final byte[] patch = new ZstdFrames(DeltaProfile.FAST).pack(content, content.length, OLD);

  @Test
  void shouldMakeTheContentOfEveryKindOfPiece() throws IOException {
    assertArrayEquals(content, read(new Piece.Stored(content.length), content));
    assertArrayEquals(content, read(new Piece.Zstd(content.length, frame.length), frame));
    assertArrayEquals(
        content, read(new Piece.Patch(content.length, patch.length, List.of(WHOLE)), patch));
    assertArrayEquals(OLD, read(new Piece.Copy(WHOLE), new byte[0]));
  }

  @Test
  void shouldMakeAPatchOfWhatWasMadeBefore() throws IOException {
    Piece.Patch again = new Piece.Patch(content.length, patch.length, List.of(), made(0), 0);
    MadeContent kept = (ranges, into) -> into.put(OLD);
    try (PieceReader reader = new PieceReader(BASE, kept)) {
      assertArrayEquals(
          content, reader.read(again, new ByteArrayInputStream(patch)).readAllBytes());
    }
    rejected("not kept", again, patch);
  }

  @Test
  void shouldUnpackWhatWasPackedOutsideTheHeap() throws IOException {
    for (int length : new int[] {(1 << 22) + 1, Piece.MAX_CONTENT_BYTES}) {
      byte[] large = RandomEdits.random(length, length);
      System.arraycopy(OLD, 0, large, length / 2, OLD.length);
      byte[] packed = new ZstdFrames(DeltaProfile.FAST).pack(large, length, OLD);
      assertTrue(packed.length < length - OLD.length / 2, packed.length + " bytes");
      assertArrayEquals(large, read(patch(length, packed.length, WHOLE), packed));
    }
  }

  private static List<MadeRange> made(long offset) {
    return List.of(new MadeRange(offset, OLD.length));
  }

  @Test
  void shouldNameASizeThatLies() {
    int length = content.length;
    rejected("makes more", new Piece.Zstd(length - 1, frame.length), frame);
    rejected("ends 1 bytes before", new Piece.Zstd(length + 1, frame.length), frame);
    rejected("unpacked", new Piece.Zstd(length, frame.length - 1), frame);
    rejected("makes more", patch(length - 1, patch.length, WHOLE), patch);
    rejected("ends 1 bytes before", patch(length + 1, patch.length, WHOLE), patch);
    rejected("unpacked", patch(length, patch.length - 1, WHOLE), patch);
    rejected("ends 5 bytes before", new Piece.Stored(length + 5), content);
    rejected("ends 1 bytes before", patch(length, patch.length + 1, WHOLE), patch);
  }

  @Test
  void shouldNameARangeTheBaseDoesNotHave() {
    BaseRange beyond = new BaseRange(0, View.RAW, 1, OLD.length);
    rejected("which has 200000", new Piece.Copy(beyond), new byte[0]);
    rejected("which has 200000", patch(content.length, patch.length, beyond), patch);
    rejected("no archive", new Piece.Copy(new BaseRange(0, new View(1, 0), 0, 1)), new byte[0]);
    assertThrows(
        IOException.class,
        () -> read(new Piece.Copy(new BaseRange(1, View.RAW, 0, 1)), new byte[0]));
  }

  @Test
  void shouldNameABaseThatIsAnother() {
    TreeOfBytes drifted = new TreeOfBytes().file("old", RandomEdits.random(2, OLD.length));
    assertThrows(
        PieceRejected.class,
        () -> read(patch(content.length, patch.length, WHOLE), patch, drifted));
  }

  @Test
  void shouldNameAnArchiveOfTheBaseThatIsAnother() throws IOException {
    byte[] entry = SampleArchive.words(new Random(1), 20_000);
    byte[] archive = new SampleArchive().entry("e", entry).bytes();
    TreeOfBytes base = new TreeOfBytes().file("a.jar", archive);
    BaseRange all = new BaseRange(0, new View(1, 0), 0, entry.length);
    Piece copy = new Piece.Copy(all);
    byte[] view = read(copy, new byte[0], base);
    assertArrayEquals(entry, view);
    byte[] packed = new ZstdFrames(DeltaProfile.FAST).pack(view, view.length, view);
    Piece patch = patch(view.length, packed.length, all);
    assertArrayEquals(view, read(patch, packed, base));
    archive[100] ^= 0x55;
    for (Piece piece : List.of(copy, patch)) {
      PieceRejected rejected = assertThrows(PieceRejected.class, () -> read(piece, packed, base));
      assertTrue(rejected.getMessage().contains("not the archive it was"));
    }
  }

  @Test
  void shouldNameAnEntryTheBaseDoesNotHave() {
    SampleArchive jar = SampleArchive.ofWords(1, 3);
    byte[] archive = new SampleArchive().entry("a.jar", jar.bytes()).entry("b", OLD).bytes();
    TreeOfBytes base = new TreeOfBytes().file("a.war", archive);
    rejected("entry 3 of 2", new View(3, 0), 1, base);
    rejected("entry 4 of 3", new View(1, 4), 1, base);
    rejected("which has 200000 (entry 2)", new View(2, 0), OLD.length + 1, base);
    rejected("no archive", new View(2, 1), 1, base);
    rejected("no archive", new View(3, 1), 1, base);
  }

  private static void rejected(String why, View view, long length, TreeOfBytes base) {
    Piece copy = new Piece.Copy(new BaseRange(0, view, 0, length));
    PieceRejected rejected = assertThrows(PieceRejected.class, () -> read(copy, new byte[0], base));
    assertTrue(rejected.getMessage().contains(why), rejected.getMessage());
  }

  @Test
  void shouldRefusePiecesThatWantTooMuch() {
    BaseRange half = new BaseRange(0, View.RAW, 0, Piece.MAX_DICTIONARY_BYTES / 2 + 1);
    refused(() -> patch(Piece.MAX_CONTENT_BYTES + 1L, 100, WHOLE));
    refused(() -> patch(100, 10_000, WHOLE));
    refused(() -> new Piece.Patch(100, 100, List.of()));
    refused(() -> new Piece.Patch(100, 100, List.of(half, half)));
    refused(() -> new Piece.Patch(100, 100, Collections.nCopies(1025, WHOLE)));
    MadeRange made = new MadeRange(7, Piece.MAX_DICTIONARY_BYTES / 2 + 1);
    refused(() -> new Piece.Patch(100, 100, List.of(half), List.of(made), 0));
    refused(() -> new Piece.Patch(100, 100, List.of(), Collections.nCopies(1025, made), 0));
    refused(() -> new MadeRange(-1, 1));
    refused(() -> new MadeRange(0, 0));
    refused(() -> new MadeRange(Long.MAX_VALUE, 1));
    refused(() -> new Piece.Stored(0));
    refused(() -> new Piece.Zstd(1, 0));
    refused(() -> new BaseRange(0, View.RAW, Long.MAX_VALUE, 1));
    refused(() -> new BaseRange(0, View.RAW, -1, 1));
    refused(() -> new View(0, 1));
    refused(() -> new View(-1, 0));
    refused(() -> new BaseRange(-1, View.RAW, 0, 1));
  }

  @Property(tries = 300)
  void shouldEndInAnErrorOrTheContentWhateverBitFlips(@ForAll @LongRange(min = 1) long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] good = random.nextBoolean() ? frame : patch;
    Piece piece =
        good == frame
            ? new Piece.Zstd(content.length, frame.length)
            : patch(content.length, patch.length, WHOLE);
    byte[] bad = good.clone();
    bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
    try {
      // Bits of a frame's header that are not used change nothing.
      assertArrayEquals(content, read(piece, bad), "seed " + seed);
    } catch (PieceRejected e) {
      assertTrue(e.getMessage().contains("piece") || e.getMessage().contains("patch"));
    }
  }

  private static Piece.Patch patch(long contentBytes, long dataBytes, BaseRange range) {
    return new Piece.Patch(contentBytes, dataBytes, List.of(range));
  }

  private static void refused(Runnable making) {
    assertThrows(IllegalArgumentException.class, making::run);
  }

  private static void rejected(String why, Piece piece, byte[] data) {
    PieceRejected rejected = assertThrows(PieceRejected.class, () -> read(piece, data));
    assertTrue(rejected.getMessage().contains(why), rejected.getMessage());
  }

  private static byte[] read(Piece piece, byte[] data) throws IOException {
    return read(piece, data, BASE);
  }

  private static byte[] read(Piece piece, byte[] data, BaseFiles base) throws IOException {
    try (PieceReader reader = new PieceReader(base, MadeContent.NONE)) {
      return reader.read(piece, new ByteArrayInputStream(data)).readAllBytes();
    }
  }
}
