package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What three servers say to each other in a few situations, kept as text and reviewed as text.
 * After a wanted change: {@code mvn -pl simulator -am test -Dtest=TranscriptTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dcontentmover.transcripts.rewrite=true}, then read the
 * difference.
 */
class TranscriptTest {
  private static final long MS = 1_000_000;
  private static final Path TRANSCRIPTS =
      Path.of(System.getProperty("basedir", "."), "src", "test", "resources", "transcripts");

  @Test
  void shouldElectTheBestServerWhenAllStart() throws IOException {
    transcribe(
        "first-election",
        segment -> {
          start(segment);
          run(segment, 1_500);
        });
  }

  @Test
  void shouldReplaceALeaderThatDies() throws IOException {
    transcribe(
        "leader-dies",
        segment -> {
          start(segment);
          run(segment, 3_000);
          segment.server(1).crash();
          run(segment, 5_000);
          segment.server(1).start();
          run(segment, 7_000);
        });
  }

  @Test
  void shouldHandOverWithoutADetectionDelay() throws IOException {
    transcribe(
        "leader-leaves",
        segment -> {
          start(segment);
          run(segment, 3_000);
          segment.server(1).leave();
          run(segment, 4_000);
          segment.server(2).leave();
          run(segment, 5_000);
        });
  }

  @Test
  void shouldAgreeWhenTwoHalvesMeet() throws IOException {
    transcribe(
        "two-halves-meet",
        segment -> {
          segment.network().partition(new int[] {0, 1, 0});
          start(segment);
          run(segment, 3_000);
          segment.network().heal();
          run(segment, 5_000);
        });
  }

  @Test
  void shouldDoubtItselfAfterAStandstill() throws IOException {
    transcribe(
        "leader-stands-still",
        segment -> {
          start(segment);
          run(segment, 3_000);
          segment.server(1).pause();
          run(segment, 5_000);
          segment.server(1).resume();
          run(segment, 7_000);
        });
  }

  private static void start(SimulatedSegment segment) {
    segment.servers().forEach(SimulatedServer::start);
  }

  private static void run(SimulatedSegment segment, long untilMs) {
    segment.time().runUntil(untilMs * MS);
  }

  private static void transcribe(String name, Consumer<SimulatedSegment> script)
      throws IOException {
    List<String> lines = new ArrayList<>();
    SimulatedSegment segment =
        new SimulatedSegment(
            SimulatedSegment.lan(50, 90, 70),
            NetworkConditions.GOOD,
            11,
            Trace.to(lines::add),
            MemberFactory.real());
    script.accept(segment);
    String actual = String.join("\n", lines) + "\n";
    Path file = TRANSCRIPTS.resolve(name + ".txt");
    if (Boolean.getBoolean("contentmover.transcripts.rewrite")) {
      Files.createDirectories(TRANSCRIPTS);
      Files.writeString(file, actual);
    } else {
      assertEquals(Files.readString(file), actual, file.toString());
    }
  }
}
