package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hot content: some paths are other ones on this server, and the version stays (CM-8, CM-13). */
class HotContentTest extends HotSite {
  private Manifest one;
  private Manifest two;
  private Manifest hot;
  private Manifest hotter;
  private Manifest three;

  @BeforeEach
  void begin() throws Exception {
    SampleTree staging = SampleTree.at(directory.resolve("staging")).file("index.html", "one");
    one = taken(staging);
    two = taken(staging.file("index.html", "two").file("news/a.html", "old"));
    hot = taken(staging.file("news/a.html", "flash").file("news/b.html", "new"));
    hotter = taken(staging.file("news/a.html", "flash 2"));
    three = taken(staging.file("index.html", "three").delete("news/b.html"));
    publish(Manifest.EMPTY, 0, one, 1);
    publish(one, 1, two, 2);
  }

  private void makeHot() throws Exception {
    carryOut(Result.COMMITTED, content(AssignmentType.HOT, two, 2, hot, 3));
    assertEquals(hot, server.liveTree());
    assertEquals(new SiteStatus(3, 0, 1, null), interpreter.status());
  }

  @Test
  void shouldShowOtherPathsAndKeepTheWayBack() throws Exception {
    makeHot();
    carryOut(Result.ROLLED_BACK, publisher.order(AssignmentType.ROLLBACK, 1));
    assertEquals(one, server.liveTree());
    assertEquals(new SiteStatus(1, 0, 2, null), interpreter.status());
  }

  @Test
  void shouldTakeTheNextVersionUponTheBase() throws Exception {
    makeHot();
    publish(two, 2, three, 4);
    assertEquals(three, server.liveTree());
    assertEquals(new SiteStatus(4, 0, 2, null), interpreter.status());
    carryOut(Result.ROLLED_BACK, publisher.order(AssignmentType.ROLLBACK, 2));
    assertEquals(two, server.liveTree());
    interpreter.close();
    interpreter = open(server, FileSystemOps.REAL);
    assertEquals(Set.of("2", "2.manifest", "4", "4.manifest"), server.versionNames());
  }

  @Test
  void shouldTakeOtherHotContentAndGiveItBack() throws Exception {
    makeHot();
    carryOut(Result.COMMITTED, content(AssignmentType.HOT, two, 2, hotter, 4));
    assertEquals(hotter, server.liveTree());
    assertEquals(new SiteStatus(4, 0, 1, null), interpreter.status());
    AssignmentOutcome back =
        carryOut(Result.COMMITTED, content(AssignmentType.SYNCHRONIZE, hotter, 4, two, 2));
    assertEquals(two, server.liveTree());
    assertEquals(0, back.bytesWritten());
    assertEquals(new SiteStatus(2, 0, 1, null), interpreter.status());
  }

  /** The CCM forgets the tree of hot content when it ends, and not that of its base. */
  @Test
  void shouldCatchUpFromHotContentByWayOfItsBase() throws Exception {
    makeHot();
    carryOut(Result.COMMITTED, content(AssignmentType.SYNCHRONIZE, two, 2, three, 4));
    assertEquals(three, server.liveTree());
    assertEquals(new SiteStatus(4, 0, 2, null), interpreter.status());
  }

  @Test
  void shouldRefuseWhatIsNotForTheLiveVersion() throws Exception {
    publish(two, 2, three, 4);
    AssignmentOutcome refused =
        carryOut(Result.REFUSED, content(AssignmentType.HOT, two, 2, hot, 5));
    assertEquals(RefusalReason.BASE_MISMATCH, refused.reason());
    assertEquals(
        "the hot content is for version 2, which is not live on this server", refused.detail());
    assertEquals(three, server.liveTree());
    for (long base : new long[] {0, 4}) {
      Activation activation = base == 0 ? Activation.IMMEDIATE : Activation.COMMIT_ON_ORDER;
      assertThrows(
          IllegalArgumentException.class,
          () ->
              publisher.write(
                  publisher.order(AssignmentType.HOT, base, 5, activation), three, hot));
    }
  }

  /** Old or hot, and never without the base that others build upon. */
  @Test
  void shouldBeOldOrHotAfterACrashAtAnyOperation() throws Exception {
    List<WrittenAssignment> assignments =
        List.of(
            content(AssignmentType.HOT, two, 2, hot, 3),
            content(AssignmentType.SYNCHRONIZE, hot, 3, two, 2),
            content(AssignmentType.HOT, two, 2, hotter, 4));
    WrittenAssignment next = content(AssignmentType.PUBLISH, two, 2, three, 5);
    WrittenAssignment commit = publisher.order(AssignmentType.COMMIT, 5);
    WrittenAssignment back = publisher.order(AssignmentType.ROLLBACK, 2);
    interpreter.close();
    int points = 0;
    for (boolean power : new boolean[] {false, true}) {
      boolean crashed = true;
      for (long n = 1; crashed; n++) {
        String when = "after a crash at operation " + n + ", power lost: " + power;
        Server copy = SiteLife.copy(server, directory.resolve("run-" + power + n));
        FaultyFileSystem ops =
            power ? FaultyFileSystem.losingPowerAt(n) : FaultyFileSystem.crashingAt(n);
        crashed = diesOf(copy, assignments, ops);
        assertTrue(List.of(two, hot, hotter).contains(copy.liveTree()), when);
        try (ContentInterpreter again = open(copy, FileSystemOps.REAL)) {
          assertTrue(List.of(two, hot, hotter).contains(copy.liveTree()), when);
          assertEquals(1, again.status().backupVersion(), when);
          for (WrittenAssignment it : List.of(next, commit, back)) {
            AssignmentOutcome outcome = again.carryOut(it.file());
            assertTrue(outcome.succeeded(), outcome.detail() + " " + when);
          }
        }
        assertEquals(two, copy.liveTree(), when);
        open(copy, FileSystemOps.REAL).close();
        assertEquals(Set.of("2", "2.manifest", "5", "5.manifest"), copy.versionNames(), when);
        points++;
      }
    }
    System.out.println("crash points with hot content swept: " + points);
    assertTrue(points > 100, "only " + points);
    interpreter = open(server, FileSystemOps.REAL);
  }

  private boolean diesOf(Server copy, List<WrittenAssignment> assignments, FaultyFileSystem ops)
      throws IOException {
    try (ContentInterpreter dying = open(copy, ops)) {
      for (WrittenAssignment it : assignments) {
        AssignmentOutcome outcome = dying.carryOut(it.file());
        assertTrue(outcome.succeeded(), outcome.detail());
      }
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      ops.settle();
    }
  }
}
