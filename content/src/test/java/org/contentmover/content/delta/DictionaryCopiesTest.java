package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DictionaryCopiesTest {
  private static final byte[] OLD = RandomEdits.random(1, 100_000);

  @Property(tries = 100)
  void shouldMakeTheContentOfRandomEdits(@ForAll @LongRange(min = 1) long seed) throws IOException {
    Random random = new Random(seed);
    byte[] old = RandomEdits.content(random, 1 + random.nextInt(400_000));
    byte[] now = RandomEdits.edited(random, old);
    if (now.length > 0) {
      TreeOfBytes base = new TreeOfBytes().file("old", old);
      assertArrayEquals(now, made(made(now, base, old.length), base), "seed " + seed);
    }
  }

  @Test
  void shouldCopyWhatIsThereInAnotherOrderAndMoreThanOnce() throws IOException {
    byte[] now = new byte[180_000];
    System.arraycopy(OLD, 60_000, now, 0, 40_000);
    System.arraycopy(OLD, 0, now, 40_000, 100_000);
    System.arraycopy(OLD, 10_000, now, 140_000, 40_000);
    TreeOfBytes base = new TreeOfBytes().file("old", OLD);
    MadePiece made = made(now, base, OLD.length);
    assertArrayEquals(now, made(made, base));
    assertEquals(3, ((Piece.Patch) made.piece()).copies());
    assertTrue(made.data().length < 100, made.data().length + " bytes");
  }

  @Test
  void shouldNeedNothingElseForWhatIsThereAsAWhole() throws IOException {
    TreeOfBytes base = new TreeOfBytes().file("old", OLD);
    MadePiece made = made(Arrays.copyOfRange(OLD, 5_000, 95_000), base, OLD.length);
    assertEquals(1, ((Piece.Patch) made.piece()).copies());
    assertTrue(made.data().length < 50, made.data().length + " bytes");
    assertArrayEquals(Arrays.copyOfRange(OLD, 5_000, 95_000), made(made, base));
  }

  @Test
  void shouldGoOnWhereItCopiedLastWhenTheSameIsThereSeveralTimes() {
    byte[] common = RandomEdits.random(2, 10_000);
    byte[] old = joined(part(3), common, part(4), common, part(5), common);
    byte[] now = joined(part(3), common, part(4), common, part(6), common);
    ChunkTable known = new ChunkTable();
    Chunks.of(old).addTo(known, 0);
    DictionaryCopies copies = DictionaryCopies.find(now, Chunks.of(now), old, known);
    assertEquals(
        List.of(new CommonRuns.Run(0, 0, 29_000), new CommonRuns.Run(32_000, 32_000, 10_000)),
        copies.runs());
  }

  private static byte[] part(int seed) {
    return RandomEdits.random(seed, seed == 4 ? 6_000 : 3_000);
  }

  @Test
  void shouldKeepForTheFrameTheEndsOfWhatIsCopied() throws IOException {
    byte[] encoded = {10, 0, (byte) 0x88, 0x27, 0, 1, (byte) 0xb8, 0x17};
    // 10 bytes, then 5000 from 10 on; then 3000 from one byte before where these end.
    DictionaryCopies copies =
        DictionaryCopies.read(new ByteArrayInputStream(encoded), 2, 8_010, 10_000);
    assertArrayEquals(encoded, copies.encoded());
    byte[] kept = copies.kept(Arrays.copyOf(OLD, 10_000));
    assertArrayEquals(
        joined(
            Arrays.copyOfRange(OLD, 0, 10 + DictionaryCopies.END_BYTES),
            Arrays.copyOfRange(
                OLD, 5_010 - DictionaryCopies.END_BYTES, 5_009 + DictionaryCopies.END_BYTES),
            Arrays.copyOfRange(OLD, 8_009 - DictionaryCopies.END_BYTES, 10_000)),
        kept);
  }

  private static byte[] joined(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(it -> it.length).sum()];
    int filled = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, filled, part.length);
      filled += part.length;
    }
    return all;
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    refused(new byte[] {0, 0, 101}, 1, 100, 1_000);
    refused(new byte[] {1, 0, 100}, 1, 100, 1_000);
    refused(new byte[] {0, 0, 100}, 1, 1_000, 99);
    refused(new byte[] {0, 1, 50}, 1, 1_000, 1_000);
    refused(new byte[] {0, 0, 0}, 1, 1_000, 1_000);
    refused(new byte[] {0, 0, 60, 0, 0, 60}, 2, 100, 1_000);
    refused(new byte[] {0, 0}, 1, 1_000, 1_000);
    refused(new byte[] {0, 0, 5}, 2, 1_000, 1_000);
    byte[] endless = new byte[100];
    Arrays.fill(endless, (byte) 0xff);
    refused(endless, 1, 1_000, 1_000);
    byte most = (byte) 0xff;
    refused(new byte[] {most, most, most, most, 0x7f, 0, 5}, 1, 1_000, 1_000);
    refused(new byte[] {0, most, most, most, most, 0x7f, 5}, 1, 1_000, 1_000);
    refused(new byte[] {0, 0, most, most, most, most, 0x7f}, 1, 1_000, 1_000);
  }

  private static void refused(byte[] data, int count, int contentBytes, int dictionaryBytes) {
    assertThrows(
        PieceRejected.class,
        () ->
            DictionaryCopies.read(
                new ByteArrayInputStream(data), count, contentBytes, dictionaryBytes));
  }

  private static MadePiece made(byte[] now, TreeOfBytes base, long oldBytes) throws IOException {
    PieceMaker maker = new PieceMaker(base, DeltaProfile.FAST, new Novelty(new StreamBytes()));
    return maker.patch(
        maker.at(0), now, List.of(new BaseRange(0, View.RAW, 0, oldBytes)), List.of());
  }

  private static byte[] made(MadePiece made, TreeOfBytes base) throws IOException {
    try (PieceReader reader = new PieceReader(base, MadeContent.NONE)) {
      return reader.read(made.piece(), new ByteArrayInputStream(made.data())).readAllBytes();
    }
  }
}
