package org.contentmover.agent.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.config.ServerRole;
import org.contentmover.agent.fetch.FetchThreads;
import org.contentmover.agent.fetch.GapFiller;
import org.contentmover.agent.fetch.SourceFailed;
import org.contentmover.agent.site.Sites;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.ManualExecutor;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.ReceivedAssignment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {
  private static final long SIZE = 10;

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final ManualExecutor threads = new ManualExecutor();
  private final FakeSegment segment = new FakeSegment();
  private final UUID id = UUID.randomUUID();
  private final List<String> bearers = new ArrayList<>();
  private final List<ByteRange> fetched = new ArrayList<>();
  private long freeBytes = Long.MAX_VALUE;
  private int sourceFailures;
  private Assignments assignments;
  private AssignmentWork work;
  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = receiver(ServerRole.BACKEND);
  }

  private Receiver receiver(ServerRole role) throws Exception {
    AgentConfiguration configuration = Configurations.of(Configurations.minimal(directory));
    assignments =
        Assignments.open(configuration.rootDirectory(), configuration.stateDirectory(), clock);
    Sites sites = Configurations.sites(directory, keyId -> Optional.empty(), clock, threads);
    work =
        new AssignmentWork(
            configuration.server(),
            assignments,
            sites,
            keyId -> Optional.empty(),
            threads,
            clock,
            record -> segment.report(record.result().orElseThrow()));
    GapFiller gaps =
        new GapFiller(
            (request, sink, cancelled) -> {
              bearers.add(request.bearer());
              if (sourceFailures > 0) {
                sourceFailures--;
                throw new SourceFailed("not now");
              }
              try {
                sink.accept(ByteBuffer.allocate((int) request.range().length()));
              } catch (IOException e) {
                throw new SourceFailed("disk", e);
              }
            },
            clock,
            (longest, cancelled) -> clock.advance(longest));
    EarlyWork early =
        new EarlyWork(assignments, sites, segment, keyId -> Optional.empty(), (wait, action) -> {});
    return new Receiver(
        role,
        assignments,
        work,
        early,
        segment,
        gaps,
        () -> freeBytes,
        new FetchThreads(threads, 64),
        clock);
  }

  @Test
  void shouldReceiveWhatItDoesNotHave() {
    assertEquals("receive " + assignments.file(id), offer());
    assertEquals("receive " + assignments.file(id), offer());
    assertFalse(assignments.record(id).orElseThrow().complete());
  }

  @Test
  void shouldRefuseWithNumbersWhenThereIsNoRoom() {
    freeBytes = Receiver.SPARE_BYTES + SIZE - 1;

    String answer = offer();

    assertTrue(answer.startsWith("refuse "), answer);
    assertTrue(answer.contains(" " + SIZE + " bytes"), answer);
    assertTrue(answer.contains(" " + freeBytes + " bytes are free"), answer);
    assertTrue(assignments.record(id).isEmpty());
  }

  @Test
  void shouldGoOnReceivingWhatAlreadyTakesItsRoom() throws Exception {
    offer();
    Files.write(assignments.file(id), new byte[(int) SIZE]);
    freeBytes = 0;

    assertEquals("receive " + assignments.file(id), offer());
  }

  @Test
  void shouldTakeNothingWhenItOnlyRelays() throws Exception {
    receiver = receiver(ServerRole.RELAY);

    assertEquals("not addressed", offer());
  }

  @Test
  void shouldCarryOutOnceWhatItReceivedAndTellTheResult() throws Exception {
    receive();
    receiver.received(new ReceivedAssignment(id, assignments.file(id), SIZE));
    threads.runAll();

    assertEquals(1, segment.reports.size());
    assertEquals(Outcome.FAILED, segment.reports.get(0).outcome());
    assertTrue(segment.reports.get(0).reason().contains("MALFORMED"));
  }

  @Test
  void shouldTellTheResultAgainWhenItIsOfferedAgain() throws Exception {
    receive();
    threads.runAll();

    assertEquals("already have", offer());
    threads.runAll();

    assertEquals(2, segment.reports.size());
    assertEquals(segment.reports.get(0), segment.reports.get(1));
  }

  @Test
  void shouldCarryOutAfterARestartWhatWasReceivedBefore() throws Exception {
    receive();
    threads.forgetAll();
    start();

    work.resume();
    threads.runAll();

    assertEquals(1, segment.reports.size());
  }

  @Test
  void shouldTellAResultAgainAfterARestart() throws Exception {
    receive();
    threads.runAll();
    start();

    work.resume();
    threads.runAll();

    assertEquals(2, segment.reports.size());
  }

  @Test
  void shouldFetchWhatMulticastDidNotBringUntilItIsThere() throws Exception {
    offer();
    Files.writeString(assignments.file(id), "0123456789");
    sourceFailures = 3;

    receiver.rangesWanted(wanted(), fetched::add);
    assertTrue(receiver.isFilling(id));
    threads.runAll();

    assertEquals(List.of(id), segment.filled);
    assertEquals(List.of(new ByteRange(3, 2)), fetched);
    assertEquals(List.of("ticket", "ticket", "ticket", "ticket"), bearers);
    assertEquals(
        "012\0\0" + "56789",
        new String(Files.readAllBytes(assignments.file(id)), StandardCharsets.UTF_8));
    assertFalse(receiver.isFilling(id));
  }

  @Test
  void shouldCarryOutWhatFoundNoThreadOnceThereIsOne() throws Exception {
    offer();
    threads.refuse(2);
    receive();
    assertTrue(work.isRunning(id), "its copy is kept");
    assertEquals("already have", offer());
    work.goOn();
    threads.runAll();
    assertEquals(0, segment.reports.size());

    work.goOn();
    work.goOn();
    threads.runAll();

    assertEquals(1, segment.reports.size());
    assertFalse(work.isRunning(id));
  }

  @Test
  void shouldGoOnAfterARestartAlsoWithWhatFindsNoThread() throws Exception {
    receive();
    threads.forgetAll();
    start();
    threads.refuse(1);

    work.resume();
    work.goOn();
    threads.runAll();

    assertEquals(1, segment.reports.size());
  }

  @Test
  void shouldNotTakeAFetchThatFoundNoThreadForOneThatRuns() throws Exception {
    offer();
    Files.writeString(assignments.file(id), "0123456789");
    threads.refuse(1);
    assertThrows(
        RejectedExecutionException.class, () -> receiver.rangesWanted(wanted(), fetched::add));
    assertFalse(receiver.isFilling(id));

    receiver.rangesWanted(wanted(), fetched::add);
    threads.runAll();

    assertEquals(List.of(id), segment.filled);
  }

  @Test
  void shouldGiveUpASourceThatIsGoneForLong() {
    offer();
    sourceFailures = Integer.MAX_VALUE;

    receiver.rangesWanted(wanted(), fetched::add);
    threads.runAll();

    assertEquals(List.of(), segment.filled);
    assertFalse(receiver.isFilling(id));
  }

  @Test
  void shouldFetchNothingThatIsCompleteOrUnknown() throws Exception {
    receiver.rangesWanted(wanted(), fetched::add);
    receive();
    receiver.rangesWanted(wanted(), fetched::add);
    threads.runAll();

    assertEquals(List.of(), bearers);
  }

  @Test
  void shouldKeepNoCopyThatNobodyNeeds() throws Exception {
    receive();
    threads.runAll();
    clock.advance(Duration.ofHours(1));

    assignments.removeOld(record -> work.isRunning(record.id()));

    assertFalse(Files.exists(assignments.file(id)));
    assertEquals("already have", offer());
  }

  private RangesWanted wanted() {
    return new RangesWanted(
        id, assignments.file(id), List.of(new ByteRange(3, 2)), "http://boston-2/x", "ticket");
  }

  private void receive() throws IOException {
    offer();
    Files.write(assignments.file(id), new byte[(int) SIZE]);
    receiver.received(new ReceivedAssignment(id, assignments.file(id), SIZE));
  }

  private String offer() {
    Answer answer = new Answer();
    receiver.offered(
        new AssignmentOffer(
            id, "publish", SIZE, "ab".repeat(32), "boston-2", 7, "http://boston-2/x", "ticket"),
        answer);
    return answer.text;
  }

  private static final class Answer implements OfferReply {
    private String text = "";

    @Override
    public void receive(Path path) {
      text = "receive " + path;
    }

    @Override
    public void alreadyHave() {
      text = "already have";
    }

    @Override
    public void notAddressed() {
      text = "not addressed";
    }

    @Override
    public void refuse(String reason) {
      text = "refuse " + reason;
    }
  }
}
