package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hot content that comes and goes while the trees of its site are compared and repaired. */
class HotScrubTest extends HotSite {
  private Manifest two;
  private Manifest hot;
  private Manifest three;

  @BeforeEach
  void begin() throws Exception {
    SampleTree staging =
        SampleTree.at(directory.resolve("staging"))
            .file("index.html", "index one")
            .file("a.txt", "same in all");
    Manifest one = taken(staging);
    two = taken(staging.file("index.html", "index two").file("news.html", "old news"));
    hot = taken(staging.file("news.html", "hot news").file("more.html", "more"));
    three = taken(staging.file("index.html", "index three").delete("more.html"));
    publish(Manifest.EMPTY, 0, one, 1);
    publish(one, 1, two, 2);
  }

  private WrittenAssignment makesHot() throws IOException {
    return content(AssignmentType.HOT, two, 2, hot, 3);
  }

  /** Neither size nor time shows it, and every version that shares the file has it. */
  private void damage(String name) throws IOException {
    Path file = server.site().live().toRealPath().resolve(name);
    long mtimeNs = FileStamp.of(file).mtimeNs();
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
    FileSystemOps.REAL.setModified(file, mtimeNs);
  }

  private void fromCcm(LostContent lost, OutputStream out) throws IOException {
    try (var in = publisher.store().read(lost.hash())) {
      in.transferTo(out);
    }
  }

  /** Damaged paths by version. */
  private Map<Long, List<String>> scrub(ReadPace pace) throws IOException {
    Map<Long, List<String>> found = new TreeMap<>();
    TreeCare.Found scrub = interpreter.care().scrub(pace);
    assertEquals("", scrub.problem());
    for (TreeCare.VersionDrift it : scrub.versions()) {
      it.drift()
          .named()
          .forEach(
              drift ->
                  found.computeIfAbsent(it.version(), v -> new ArrayList<>()).add(drift.path()));
    }
    return found;
  }

  private void repair() throws IOException {
    assertEquals("", interpreter.care().repair(this::fromCcm).problem());
  }

  /** Does something at the first byte that is read. */
  private static ReadPace doing(Runnable action) {
    List<Runnable> open = new ArrayList<>(List.of(action));
    return bytes -> {
      if (!open.isEmpty()) {
        open.remove(0).run();
      }
    };
  }

  @Test
  void shouldCompareAndRepairHotContentAndItsBase() throws Exception {
    carryOut(Result.COMMITTED, makesHot());
    damage("a.txt");
    damage("news.html");
    Map<Long, List<String>> found = scrub(ReadPace.UNBOUNDED);
    assertEquals(List.of("a.txt", "news.html"), found.get(3L));
    assertEquals(List.of("a.txt"), found.get(2L));
    repair();
    assertEquals(hot, server.liveTree());
    assertEquals(Map.of(), scrub(ReadPace.UNBOUNDED));
    AssignmentOutcome back =
        carryOut(Result.COMMITTED, content(AssignmentType.SYNCHRONIZE, hot, 3, two, 2));
    assertEquals(0, back.bytesWritten(), "the base was here");
    assertEquals(two, server.liveTree());
    carryOut(Result.ROLLED_BACK, publisher.order(AssignmentType.ROLLBACK, 1));
    assertEquals(Map.of(), scrub(ReadPace.UNBOUNDED));
  }

  @Test
  void shouldTakeHotContentWhileItsBaseIsCompared() throws Exception {
    WrittenAssignment makesHot = makesHot();
    damage("a.txt");
    Map<Long, List<String>> found = scrub(doing(() -> carryOut(Result.COMMITTED, makesHot)));
    assertEquals(List.of("a.txt"), found.get(2L));
    assertEquals(hot.entries().size(), server.liveTree().entries().size());
    repair();
    // What it was built of before the damage was known is found by the next one.
    scrub(ReadPace.UNBOUNDED);
    repair();
    assertEquals(hot, server.liveTree());
    assertEquals(Map.of(), scrub(ReadPace.UNBOUNDED));
  }

  @Test
  void shouldGiveHotContentBackWhileItIsCompared() throws Exception {
    carryOut(Result.COMMITTED, makesHot());
    WrittenAssignment back = content(AssignmentType.SYNCHRONIZE, hot, 3, two, 2);
    damage("news.html");
    scrub(doing(() -> carryOut(Result.COMMITTED, back)));
    repair();
    assertEquals(two, server.liveTree());
    assertEquals(Map.of(), scrub(ReadPace.UNBOUNDED));
  }

  @Test
  void shouldBuildNoHotContentUponWhatIsBeingRepaired() throws Exception {
    WrittenAssignment makesHot = makesHot();
    damage("a.txt");
    scrub(ReadPace.UNBOUNDED);
    List<RefusalReason> reasons = new ArrayList<>();
    TreeCare.Repaired repaired =
        interpreter
            .care()
            .repair(
                (lost, out) -> {
                  reasons.add(interpreter.carryOut(makesHot.file()).reason());
                  fromCcm(lost, out);
                });
    assertEquals("", repaired.problem());
    assertEquals(List.of(RefusalReason.DRIFT), reasons);
    carryOut(Result.COMMITTED, makesHot);
    assertEquals(hot, server.liveTree());
    assertEquals(Map.of(), scrub(ReadPace.UNBOUNDED));
  }

  @Test
  void shouldTakeTheNextVersionWhileHotContentIsRepaired() throws Exception {
    carryOut(Result.COMMITTED, makesHot());
    WrittenAssignment next = content(AssignmentType.PUBLISH, two, 2, three, 4);
    WrittenAssignment commit = publisher.order(AssignmentType.COMMIT, 4);
    damage("more.html");
    scrub(ReadPace.UNBOUNDED);
    List<AssignmentOutcome> outcomes = new ArrayList<>();
    TreeCare.Repaired repaired =
        interpreter
            .care()
            .repair(
                (lost, out) -> {
                  outcomes.add(interpreter.carryOut(next.file()));
                  outcomes.add(interpreter.carryOut(commit.file()));
                  fromCcm(lost, out);
                });
    assertEquals("", repaired.problem());
    assertTrue(outcomes.stream().allMatch(AssignmentOutcome::succeeded), outcomes::toString);
    assertEquals(three, server.liveTree());
    assertEquals(Map.of(), scrub(ReadPace.UNBOUNDED));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldRepairAllTreesThatShareAFileByWayOfTheOnlyOneThatIsStillKnown(long known)
      throws Exception {
    carryOut(Result.COMMITTED, makesHot());
    carryOut(Result.STAGED, content(AssignmentType.PUBLISH, two, 2, three, 4));
    carryOut(Result.COMMITTED, publisher.order(AssignmentType.COMMIT, 4));
    damage("a.txt");
    assertEquals(Set.of(1L, 2L, 3L, 4L), scrub(ReadPace.UNBOUNDED).keySet());
    List<Long> asked = new ArrayList<>();
    TreeCare.Repaired repaired =
        interpreter
            .care()
            .repair(
                (lost, out) -> {
                  asked.add(lost.version());
                  fromCcmThatKnows(known, lost, out);
                });
    assertEquals("", repaired.problem());
    assertEquals(4L, asked.get(0), "the live one first");
    assertEquals(Map.of(), scrub(ReadPace.UNBOUNDED));
  }

  @Test
  void shouldSayWhatNobodyGaveAway() throws Exception {
    damage("a.txt");
    damage("news.html");
    scrub(ReadPace.UNBOUNDED);
    TreeCare.Repaired repaired =
        interpreter.care().repair((lost, out) -> fromCcmThatKnows(1, lost, out));
    assertTrue(repaired.problem().contains("version 2 is not known"), repaired.problem());
    assertTrue(repaired.problem().contains("version 2 lacks 1 content"), repaired.problem());
    assertEquals(List.of(1L), repaired.repaired());
  }

  private void fromCcmThatKnows(long version, LostContent lost, OutputStream out)
      throws IOException {
    if (lost.version() != version) {
      throw new IOException("version " + lost.version() + " is not known");
    }
    fromCcm(lost, out);
  }
}
