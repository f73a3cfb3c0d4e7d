package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.contentmover.content.delta.zip.SampleArchive;
import org.junit.jupiter.api.Test;

class ArchiveDeltaTest {
  @Test
  void shouldSendOfAChangedArchiveWhatChangedInItsEntries() throws IOException {
    byte[] old = SampleArchive.ofWords(1, 40).bytes();
    byte[] content = SampleArchive.words(new Random(3), 20_000);
    byte[] now = SampleArchive.ofWords(1, 40).entry("d/new", content).bytes();
    content[10_000]++;
    byte[] next = SampleArchive.ofWords(1, 40).entry("d/new", content).bytes();
    assertTrue(delta("a.jar", old, "a.jar", now, Transform.ZIP) < 14_000);
    assertTrue(delta("a-1.0.jar", now, "a-1.1.jar", next, Transform.ZIP) < 250);
  }

  @Test
  void shouldSendOfALargeArchiveWhatChanged() throws IOException {
    SampleArchive archive = new SampleArchive();
    Random random = new Random(4);
    for (int i = 0; i < 60; i++) {
      archive.entry("e" + i, SampleArchive.words(random, 300_000));
    }
    byte[] old = archive.bytes();
    byte[] changed = SampleArchive.words(new Random(5), 300_000);
    byte[] now = archive.entry("e20", changed).bytes();
    changed[77]++;
    byte[] next = archive.entry("e20", changed).bytes();
    assertTrue(delta("a.war", old, "a.war", now, Transform.ZIP) < 190_000);
    assertTrue(delta("a.war", now, "a.war", next, Transform.ZIP) < 1_000);
  }

  @Test
  void shouldSendWhatChangedInArchivesInAnArchive() throws IOException {
    byte[] content = SampleArchive.words(new Random(3), 20_000);
    SampleArchive jar = SampleArchive.ofWords(1, 40).entry("d/e", content);
    byte[] old = new SampleArchive().entry("a.jar", jar.bytes()).entry("x", content).bytes();
    content[10_000]++;
    byte[] now = new SampleArchive().entry("a.jar", jar.bytes()).entry("x", content).bytes();
    assertTrue(delta("a.war", old, "a.war", now, Transform.ZIP) < 350);
  }

  @Test
  void shouldSendAnArchiveAsItIsWhenItsBaseIsNone() throws IOException {
    byte[] old = new byte[10_000];
    delta("a.jar", old, "a.jar", SampleArchive.ofWords(1, 4).bytes(), Transform.NONE);
  }

  @Test
  void shouldNotReferToAnEntryThatCannotBeInflated() throws IOException {
    byte[] content = SampleArchive.words(new Random(3), 20_000);
    byte[] old = SampleArchive.ofWords(1, 4).entry("e", content).bytes();
    content[7]++;
    byte[] now = SampleArchive.ofWords(1, 4).entry("e", content).bytes();
    assertTrue(delta("a.jar", old, "a.jar", now, Transform.ZIP) < 250);
    for (int i = 0; i < 20; i++) {
      old[old.length - 1_000 + i] ^= 0x55;
    }
    assertTrue(delta("a.jar", old, "a.jar", now, Transform.ZIP) > 8_000);
  }

  @Test
  void shouldSendOfARebuiltArchiveWhatItsEntriesBecame() throws IOException {
    SampleArchive before = new SampleArchive();
    SampleArchive after = new SampleArchive().level(9);
    Random random = new Random(6);
    byte[] text = SampleArchive.words(random, 40_000);
    before.entry("x/app.0123456789.js", text);
    for (int i = 0; i < 30; i++) {
      byte[] content = SampleArchive.words(random, 10_000);
      before.entry("a" + i, content);
      after.entry("b/other" + (char) ('A' + i), content);
    }
    text[100]++;
    after.entry("x/app.abcdef0123.js", text);
    int bytes = delta("a.jar", before.bytes(), "a.jar", after.bytes(), Transform.ZIP);
    assertTrue(bytes < 3_000, bytes + " bytes");
  }

  @Test
  void shouldFindTheOldVersionOfEachOfManyPartsWithHashesInTheirNames() throws IOException {
    SampleArchive before = new SampleArchive();
    SampleArchive after = new SampleArchive();
    for (int i = 0; i < 100; i++) {
      byte[] part = SampleArchive.words(new Random(i), 3_000);
      before.entry("parts/38BA8A34968944B9/" + i + ".cache.js", part);
      part[100]++;
      after.entry("parts/69E9B8088498E46A/" + i + ".cache.js", part);
    }
    int bytes = delta("a.jar", before.bytes(), "a.jar", after.bytes(), Transform.ZIP);
    assertTrue(bytes < 4_000, bytes + " bytes");
  }

  @Test
  void shouldCopyWhatIsInTheOldArchiveUnderAnotherName() throws IOException {
    SampleArchive before = new SampleArchive();
    SampleArchive after = new SampleArchive();
    for (int i = 1; i < 4; i++) {
      byte[] content = SampleArchive.words(new Random(i), 40_000);
      before.entry("of-1.0/library" + i + "/a.txt", content);
      after.entry("of-1.1/" + (char) ('a' + i) + "/library" + (i + 3) + "/a.txt", content);
    }
    int bytes = delta("a.zip", before.bytes(), "a.zip", after.bytes(), Transform.ZIP);
    assertTrue(bytes < 500, bytes + " bytes");
  }

  @Test
  void shouldSendOnceWhatIsInSeveralArchivesOfAnArchive() throws IOException {
    byte[] same = RandomEdits.random(8, 2_000_000);
    SampleArchive library = SampleArchive.ofWords(1, 3).entry("e", new byte[9]);
    byte[] old = ofLibraries(library, same);
    byte[] news = SampleArchive.words(new Random(7), 400_000);
    byte[] now = ofLibraries(SampleArchive.ofWords(1, 3).entry("new/e", news), same);
    byte[] once =
        new SampleArchive()
            .entry("one.jar", SampleArchive.ofWords(1, 3).entry("new/e", news).bytes())
            .entry("same.stored", same)
            .entry("all.jar", SampleArchive.ofWords(2, 9).bytes())
            .bytes();
    int single = delta("a.zip", old, "a.zip", once, Transform.ZIP);
    int twice = delta("a.zip", old, "a.zip", now, Transform.ZIP);
    assertTrue(single > 200_000, single + " bytes");
    assertTrue(twice < single + 1_000, twice + " bytes, once " + single);
  }

  private static byte[] ofLibraries(SampleArchive library, byte[] same) {
    return new SampleArchive()
        .entry("one.jar", library.bytes())
        .entry("same.stored", same)
        .entry("all.jar", library.bytes())
        .bytes();
  }

  private static int delta(String oldPath, byte[] old, String path, byte[] now, Transform expected)
      throws IOException {
    TreeOfBytes base = new TreeOfBytes().file(oldPath, old);
    TreeOfBytes target = new TreeOfBytes().file(path, now);
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.DEFAULT);
    delta.requireMakes(base, target);
    assertEquals(List.of(expected), delta.transforms());
    return delta.dataBytes();
  }
}
