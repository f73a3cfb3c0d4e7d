package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeltaPlanTest {
  private final TreeOfBytes base = new TreeOfBytes();
  private final TreeOfBytes target = new TreeOfBytes();

  @Test
  void shouldFindADirectoryThatMovedByTheContentOfItsFiles() throws IOException {
    for (int i = 0; i < 10; i++) {
      base.file("lib/v1/x/f" + i, RandomEdits.random(i, 500));
      target.file("lib/v2/x/f" + i, RandomEdits.random(i, 500));
    }
    target.file("lib/v2/x/f3", RandomEdits.random(77, 500));
    DeltaPlan plan = plan();
    assertEquals(List.of(new DirectoryMove("lib/v1", "lib/v2")), plan.moves());
    assertEquals(List.of(), plan.copies());
    assertEquals(List.of("lib/v2/x/f3 of lib/v1/x/f3"), bases(plan));
  }

  @Test
  void shouldMoveWhatIsBelowWhenSomethingStays() throws IOException {
    for (int i = 0; i < 10; i++) {
      base.file("a/x/f" + i, RandomEdits.random(i, 500));
      target.file("b/x/f" + i, RandomEdits.random(i, 500));
    }
    base.file("a/stays", RandomEdits.random(99, 10));
    target.file("a/stays", RandomEdits.random(99, 10));
    assertEquals(List.of(new DirectoryMove("a/x", "b/x")), plan().moves());
  }

  @Test
  void shouldCopyFewFilesOneByOne() throws IOException {
    for (int i = 0; i < 7; i++) {
      base.file("a/f" + i, RandomEdits.random(i, 500));
      target.file("b/f" + i, RandomEdits.random(i, 500));
    }
    DeltaPlan plan = plan();
    assertEquals(List.of(), plan.moves());
    assertEquals(7, plan.copies().size());
  }

  @Test
  void shouldNotMoveADirectoryOfWhichLessThanHalfWent() throws IOException {
    for (int i = 0; i < 30; i++) {
      base.file("a/f" + i, RandomEdits.random(i, 500));
    }
    for (int i = 0; i < 10; i++) {
      target.file("b/f" + i, RandomEdits.random(i, 500));
    }
    DeltaPlan plan = plan();
    assertEquals(List.of(), plan.moves());
    assertEquals(10, plan.copies().size());
  }

  @Test
  void shouldFindWhatAFileOfAnotherNameResembles() throws IOException {
    Random random = new Random(12);
    for (int i = 0; i < 8; i++) {
      byte[] old = RandomEdits.random(i, 30_000);
      base.file("assets/" + (char) ('a' + i), old);
      byte[] now = old.clone();
      now[random.nextInt(now.length)]++;
      target.file("assets/" + (char) ('z' - i), now);
    }
    List<String> bases = bases(plan());
    for (int i = 0; i < 8; i++) {
      String wanted = "assets/" + (char) ('z' - i) + " of assets/" + (char) ('a' + i);
      assertTrue(bases.contains(wanted), wanted + " is not in " + bases);
    }
  }

  @Test
  void shouldNameAllFilesThatWereMergedIntoOne() throws IOException {
    byte[] first = RandomEdits.random(1, 40_000);
    byte[] second = RandomEdits.random(2, 60_000);
    byte[] both = new byte[100_000];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    base.file("first", first).file("second", second);
    target.file("both", both);
    assertEquals(List.of("both of second of first"), bases(plan()));
  }

  @Test
  void shouldGoByTheShapeOfANameWhenContentTellsNothing() throws IOException {
    base.file("lib/core-1.2.3.jar", RandomEdits.random(1, 9_000));
    base.file("js/app.3f9c2b77.js", RandomEdits.random(2, 9_000));
    target.file("lib/core-1.3.0.jar", RandomEdits.random(3, 9_000));
    target.file("js/app.9ab01c55.js", RandomEdits.random(4, 9_000));
    assertEquals(
        List.of(
            "js/app.9ab01c55.js of js/app.3f9c2b77.js", "lib/core-1.3.0.jar of lib/core-1.2.3.jar"),
        bases(plan()));
  }

  private DeltaPlan plan() throws IOException {
    CollectedDelta.between(base, target, DeltaProfile.FAST).requireMakes(base, target);
    return DeltaPlan.between(base.manifest(), target.manifest(), base, target);
  }

  private static List<String> bases(DeltaPlan plan) {
    return plan.puts().stream()
        .map(
            put -> {
              StringBuilder text = new StringBuilder(put.file().path());
              put.bases().forEach(it -> text.append(" of ").append(it.entry().path()));
              return text.toString();
            })
        .toList();
  }
}
