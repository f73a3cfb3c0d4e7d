package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;

/** New code that is in several files travels once, however far they are from each other (CM-3). */
class NoveltyTest {
  private static final int NEWS_BYTES = 100_000;
  private static final byte[] NEWS = RandomEdits.random(20, NEWS_BYTES);

  private final TreeOfBytes base = new TreeOfBytes();
  private final TreeOfBytes target = new TreeOfBytes();

  /** A file with the news in its midst. */
  private void file(String path, int bytes) {
    byte[] old = RandomEdits.random(path.hashCode(), bytes);
    ByteArrayOutputStream now = new ByteArrayOutputStream();
    now.write(old, 0, bytes / 2);
    now.writeBytes(NEWS);
    now.write(old, bytes / 2, bytes - bytes / 2);
    base.file(path, old);
    target.file(path, now.toByteArray());
  }

  private static List<MadeRange> madeOf(Piece piece) {
    return piece instanceof Piece.Patch patch ? patch.made() : List.of();
  }

  @Test
  void shouldSendWhatIsNewInTwoGroupsOnce() throws IOException {
    file("a", 5_000_000);
    file("b", 5_000_000);
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    delta.requireMakes(base, target);
    assertEquals(2, delta.pieces().size());
    assertTrue(delta.dataBytes() < NEWS_BYTES + 10_000, delta.dataBytes() + " bytes");
    assertEquals(List.of(), madeOf(delta.pieces().get(0)));
    List<MadeRange> again = madeOf(delta.pieces().get(1));
    assertEquals(1, again.size(), again.toString());
    assertTrue(again.get(0).length() < NEWS_BYTES + 50_000, again.toString());
  }

  @Test
  void shouldSendWhatIsNewInLargeFilesOnce() throws IOException {
    file("large 1", 10_000_000);
    file("large 2", 10_000_000);
    file("small", 1_000_000);
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    delta.requireMakes(base, target);
    assertTrue(delta.dataBytes() < NEWS_BYTES + 20_000, delta.dataBytes() + " bytes");
  }

  @Test
  void shouldUseNothingAgainThatTheBaseHas() throws IOException {
    for (String path : List.of("a", "b", "c")) {
      byte[] old = RandomEdits.random(21, 4_000_000);
      old[0] = (byte) path.charAt(0);
      byte[] now = old.clone();
      now[2_000_000] = old[0];
      base.file(path, old);
      target.file(path, now);
    }
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    delta.requireMakes(base, target);
    assertTrue(delta.pieces().size() > 1);
    delta.pieces().forEach(piece -> assertEquals(List.of(), madeOf(piece)));
  }

  @Test
  void shouldMakeTheSameOfTheSameWhicheverThreadIsFaster() throws IOException {
    for (int i = 0; i < 6; i++) {
      file("f" + i, 4_500_000 - i * 400_000);
    }
    CollectedDelta first = CollectedDelta.between(base, target, DeltaProfile.FAST);
    CollectedDelta second = CollectedDelta.between(base, target, DeltaProfile.FAST);
    first.requireMakes(base, target);
    assertEquals(first.pieces(), second.pieces());
    assertEquals(ContentHash.sha256(first.data()), ContentHash.sha256(second.data()));
  }
}
