package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.Drift;
import org.contentmover.content.drift.Drift.Kind;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;

/** A scrub that takes longer than the server is up, and one that is overtaken (CI-7). */
class InterruptedScrubTest extends ScrubbedSite {
  /** What the scrub asks for before it looks at an entry; no file here is as long. */
  private static final long LOOK = 4096;

  /** Counts what is read, and gives up when told to. */
  private static final class Reading implements ReadPace {
    private final int stoppedAt;
    private int calls;
    private int filesRead;
    private boolean stoppedInAFile;

    Reading(int stoppedAt) {
      this.stoppedAt = stoppedAt;
    }

    @Override
    public void await(long bytes) throws IOException {
      calls++;
      filesRead += bytes == LOOK ? 0 : 1;
      if (calls == stoppedAt) {
        stoppedInAFile = bytes != LOOK;
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the agent stops");
      }
    }
  }

  private static Map<String, Kind> kinds(TreeCare.Found found) {
    Map<String, Kind> kinds = new TreeMap<>();
    for (TreeCare.VersionDrift it : found.versions()) {
      for (Drift drift : it.drift().named()) {
        kinds.put(it.version() + " " + drift.path(), drift.kind());
      }
    }
    return kinds;
  }

  /** Stops a scrub at a call of its pace. */
  private Reading stop(int at) {
    Reading reading = new Reading(at);
    assertThrows(InterruptedIOException.class, () -> interpreter.care().scrub(reading));
    assertTrue(Thread.interrupted(), "who stops the thread wants it to know");
    return reading;
  }

  @Test
  void shouldGoOnWhereItStoppedWhereverThatIs() throws Exception {
    flipABit("a/same.txt");
    FileSystemOps.REAL.setMode(live("a/twin.txt"), 0600);
    FileSystemOps.REAL.setMode(live("a"), 0700);
    Files.delete(live("kept.txt"));
    Files.writeString(live("a/upload.php"), "not ours");
    Reading whole = new Reading(-1);
    TreeCare.Found expected = interpreter.care().scrub(whole);
    assertEquals(7, kinds(expected).size(), kinds(expected).toString());
    for (int at = 1; at <= whole.calls; at++) {
      Reading begun = stop(at);
      assertTrue(Files.exists(server.site().scrub()));
      Reading rest = new Reading(-1);
      TreeCare.Found found = interpreter.care().scrub(rest);
      String when = "stopped at " + at;
      assertEquals(kinds(expected), kinds(found), when);
      int twice = begun.stoppedInAFile ? 1 : 0;
      assertEquals(whole.filesRead, begun.filesRead + rest.filesRead - twice, when);
      assertEquals(expected.filesRead(), found.filesRead() - twice, when);
      assertFalse(Files.exists(server.site().scrub()), when);
    }
    Reading again = new Reading(-1);
    interpreter.care().scrub(again);
    assertEquals(whole.filesRead, again.filesRead, "what was read counts for one round only");
  }

  /** Other bytes stay other bytes, also where an attribute shows them at the first glance. */
  @Test
  void shouldSayTheSameOfAFileWhenItGoesOn() throws Exception {
    Files.writeString(live("kept.txt"), "tpek");
    FileSystemOps.REAL.setMode(live("a/twin.txt"), 0600);
    FileSystemOps.REAL.setMode(live("a/same.txt"), 0600);
    Files.delete(live("index.html"));
    stop(wholeRound() - 1);
    // By hand, where only the attributes were wrong, and where nothing could be read.
    FileSystemOps.REAL.setMode(live("a/same.txt"), second.find("a/same.txt").get().mode());
    Files.writeString(live("index.html"), "twi");
    Map<String, Kind> found = kinds(interpreter.care().scrub(ReadPace.UNBOUNDED));
    assertEquals(Kind.CONTENT, found.get("2 kept.txt"));
    assertEquals(Kind.ATTRIBUTES, found.get("2 a/twin.txt"));
    assertEquals(Kind.CONTENT, found.get("2 index.html"));
    assertFalse(found.containsKey("2 a/same.txt"), found.toString());
  }

  /** What an assignment came upon since was not so when it was read. */
  @Test
  void shouldReadAgainWhatWasFoundOtherwiseSince() throws Exception {
    succeed(publish3);
    succeed(publisher.order(AssignmentType.COMMIT, 3));
    stop(wholeRound());
    flipABit("movie.mp4");
    WrittenAssignment publish4 = publish4();
    AssignmentOutcome outcome = interpreter.carryOut(publish4.file());
    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
    assertEquals(Map.of("movie.mp4", Kind.CONTENT), scrub(3));
  }

  /** Nor was it when a scrub read it that is still under way, and given up then. */
  @Test
  void shouldReadAgainWhatWasFoundOtherwiseMeanwhile() throws Exception {
    succeed(publish3);
    succeed(publisher.order(AssignmentType.COMMIT, 3));
    WrittenAssignment publish4 = publish4();
    int whole = wholeRound();
    int[] calls = new int[1];
    assertThrows(
        InterruptedIOException.class,
        () ->
            interpreter
                .care()
                .scrub(
                    bytes -> {
                      if (++calls[0] == whole) {
                        flipABit("movie.mp4");
                        assertEquals(
                            RefusalReason.DRIFT, interpreter.carryOut(publish4.file()).reason());
                        throw new InterruptedIOException("the agent stops");
                      }
                    }));
    assertEquals(Map.of("movie.mp4", Kind.CONTENT), scrub(3));
  }

  /** Changes a byte of the film of version 3. */
  private WrittenAssignment publish4() throws Exception {
    SampleTree staging = SampleTree.at(directory.resolve("staging"));
    Manifest third = Publisher.scan(staging.root());
    byte[] film = Files.readAllBytes(staging.path("movie.mp4"));
    film[200_000] ^= 1;
    return publisher.publish(third, 3, staging.file("movie.mp4", film).root(), 4);
  }

  /** How often a scrub asks its pace. */
  private int wholeRound() throws IOException {
    Reading whole = new Reading(-1);
    interpreter.care().scrub(whole);
    return whole.calls;
  }

  @Test
  void shouldRememberWhatItFoundBeforeItWasStopped() throws Exception {
    flipABit("a/same.txt");
    stop(14);
    AssignmentOutcome outcome = interpreter.carryOut(publish3.file());
    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
    assertTrue(outcome.detail().contains("a/same.txt"), outcome.detail());
    // What is known stays so when the next one does not even come so far.
    Files.delete(server.site().scrub());
    stop(1);
    assertEquals(RefusalReason.DRIFT, interpreter.carryOut(publish3.file()).reason());
    // Nor longer than until it is compared again, and right.
    flipABit("a/same.txt");
    Files.delete(server.site().scrub());
    stop(14);
    succeed(publish3);
  }

  /** What is live is compared first, then what shares its files; it may be gone by then. */
  @Test
  void shouldNotMissAFileBecauseItsTwinIsGone() throws Exception {
    Reading whole = new Reading(-1);
    interpreter.care().scrub(whole);
    int[] calls = new int[1];
    int ofTheFirst = whole.calls - second.entries().size() - 1;
    TreeCare.Found found =
        interpreter
            .care()
            .scrub(
                bytes -> {
                  if (++calls[0] == ofTheFirst + 1) {
                    Files.delete(server.site().version(2).resolve("a/same.txt"));
                  }
                });
    assertEquals(Map.of(), kinds(found));
  }

  @Test
  void shouldBeginAnewWhereWhatWasReadIsNotKnown() throws Exception {
    Reading whole = new Reading(-1);
    interpreter.care().scrub(whole);
    for (String damaged : new String[] {"", "?", "scrub 1 2\n", "scrub 1 2 3\n2 x\n"}) {
      stop(whole.calls);
      Files.writeString(server.site().scrub(), damaged);
      Reading again = new Reading(-1);
      interpreter.care().scrub(again);
      assertEquals(whole.filesRead, again.filesRead, damaged);
    }
  }

  @Test
  void shouldSayWhenItBegan() throws Exception {
    stop(14);
    interpreter.close();
    interpreter = open(FileSystemOps.REAL, Clock.offset(Publisher.CLOCK, Duration.ofDays(1)));
    TreeCare.Found found = interpreter.care().scrub(ReadPace.UNBOUNDED);
    Instant began = Publisher.NOW;
    assertEquals(began, found.startedAt());
    assertEquals(began.plusSeconds(86_400), found.endedAt());
  }
}
