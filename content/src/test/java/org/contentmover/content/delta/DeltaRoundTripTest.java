package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;

class DeltaRoundTripTest {
  private static final byte[] ONE = {1};
  private static final byte[] TWO = {2};

  @Property(tries = 60)
  void shouldMakeTheNewVersionOfRandomEdits(@ForAll @LongRange(min = 1) long seed)
      throws IOException {
    Random random = new Random(seed);
    TreeOfBytes base = new TreeOfBytes();
    TreeOfBytes target = new TreeOfBytes();
    int files = 1 + random.nextInt(20);
    for (int i = 0; i < files; i++) {
      RandomEdits.file(random, "d" + random.nextInt(3) + "/f" + i, base, target);
    }
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.FAST);
    delta.requireMakes(base, target);
    long newBytes = target.files().values().stream().mapToLong(it -> it.length).sum();
    assertTrue(
        delta.dataBytes() <= newBytes, "seed " + seed + ": more data than the files themselves");
  }

  @Test
  void shouldSendOfAChangedFileWhatChanged() throws IOException {
    byte[] old = RandomEdits.random(5, 300_000);
    byte[] now = old.clone();
    now[150_000] ^= 1;
    CollectedDelta delta =
        CollectedDelta.between(
            new TreeOfBytes().file("a.bin", old),
            new TreeOfBytes().file("a.bin", now),
            DeltaProfile.DEFAULT);
    assertTrue(delta.dataBytes() < 100, "one byte takes " + delta.dataBytes());
    assertInstanceOf(Piece.Patch.class, delta.pieces().get(0));
  }

  @Test
  void shouldFindWhatIsFarAwayInADictionaryOf8MiB() throws IOException {
    byte[] old = RandomEdits.random(6, Piece.MAX_DICTIONARY_BYTES);
    byte[] now = old.clone();
    for (int i = 0; i < 10; i++) {
      now[i * 800_000] ^= 1;
    }
    for (DeltaProfile profile : List.of(DeltaProfile.FAST, DeltaProfile.DEFAULT)) {
      CollectedDelta delta =
          CollectedDelta.between(
              new TreeOfBytes().file("a.bin", old), new TreeOfBytes().file("a.bin", now), profile);
      assertTrue(delta.dataBytes() < 40_000, profile + " takes " + delta.dataBytes());
    }
  }

  @Test
  void shouldTakeADictionaryAsItIsWhateverItBeginsWith() throws IOException {
    byte[] old = RandomEdits.random(7, 10_000);
    // How a trained dictionary begins.
    System.arraycopy(new byte[] {0x37, (byte) 0xa4, 0x30, (byte) 0xec}, 0, old, 0, 4);
    byte[] now = old.clone();
    now[5_000] ^= 1;
    TreeOfBytes base = new TreeOfBytes().file("a", old);
    TreeOfBytes target = new TreeOfBytes().file("a", now);
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    delta.requireMakes(base, target);
    assertTrue(delta.dataBytes() < 100);
  }

  @Test
  void shouldTakeOfAFurtherFileOnlyWhatTheFirstLacks() throws IOException {
    byte[] first = RandomEdits.random(11, 100_000);
    byte[] further = RandomEdits.random(12, 1_000_000);
    byte[] now = new byte[120_000];
    System.arraycopy(first, 0, now, 0, 100_000);
    System.arraycopy(further, 500_000, now, 100_000, 20_000);
    TreeOfBytes base = new TreeOfBytes().file("a", first).file("gone", further).file("n", ONE);
    TreeOfBytes target = new TreeOfBytes().file("a", now).file("n", TWO);
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    delta.requireMakes(base, target);
    assertTrue(delta.dataBytes() < 100, "what is there takes " + delta.dataBytes());
    long wanted = ((Piece.Patch) delta.pieces().get(0)).dictionaryBytes();
    assertTrue(wanted < 140_000, "a dictionary of " + wanted);
  }

  @Test
  void shouldPutBytesThatTwoFilesWantIntoADictionaryOnce() throws IOException {
    byte[] first = RandomEdits.random(13, 100_000);
    byte[] further = RandomEdits.random(14, 300_000);
    byte[] now = new byte[150_000];
    System.arraycopy(first, 0, now, 0, 100_000);
    System.arraycopy(further, 200_000, now, 100_000, 50_000);
    byte[] furtherNow = further.clone();
    furtherNow[1_000] ^= 1;
    TreeOfBytes base = new TreeOfBytes().file("a", first).file("b", further);
    TreeOfBytes target = new TreeOfBytes().file("a", now).file("b", furtherNow);
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    delta.requireMakes(base, target);
    assertEquals(1, delta.pieces().size());
    assertEquals(400_000, ((Piece.Patch) delta.pieces().get(0)).dictionaryBytes());
  }

  @Test
  void shouldSendEqualContentOnceAndNoneThatIsThere() throws IOException {
    byte[] known = RandomEdits.random(8, 1_000);
    byte[] fresh = RandomEdits.random(9, 1_000);
    TreeOfBytes base = new TreeOfBytes().file("z/known", known).file("same", known);
    TreeOfBytes target =
        new TreeOfBytes()
            .file("same", known)
            .file("known again", known)
            .file("fresh", fresh)
            .file("fresh again", fresh)
            .file("empty", new byte[0]);
    DeltaPlan plan = DeltaPlan.between(base.manifest(), target.manifest(), base, target);
    assertEquals(
        List.of("fresh again", "known again"),
        plan.copies().stream().map(copy -> copy.file().path()).toList());
    assertEquals("fresh", plan.copies().get(0).targetPath());
    byte[] copied = new byte[1_000];
    base.open(plan.copies().get(1).baseFile()).readFully(0, copied, 0, 1_000);
    assertEquals(ContentHash.sha256(known), ContentHash.sha256(copied));
    CollectedDelta.between(base, target, DeltaProfile.FAST).requireMakes(base, target);
  }

  @Test
  void shouldMakeTheSameOfTheSame() throws IOException {
    TreeOfBytes base = new TreeOfBytes();
    TreeOfBytes target = new TreeOfBytes();
    Random random = new Random(10);
    for (int i = 0; i < 40; i++) {
      RandomEdits.file(random, "f" + i, base, target);
    }
    CollectedDelta first = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    CollectedDelta second = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    assertEquals(first.pieces(), second.pieces());
    assertEquals(ContentHash.sha256(first.data()), ContentHash.sha256(second.data()));
  }
}
