package org.contentmover.agent.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.contentmover.agent.ccm.Notification.Source;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.agent.testing.RecordedDisk;
import org.contentmover.gl.api.ByteRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentFetcherTest {
  private static final int SIZE = 300_000;

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final UUID id = UUID.randomUUID();
  private final byte[] content = new byte[SIZE];
  private final FetchProgress progress = new FetchProgress(System::nanoTime);
  private Path part;
  private Path whole;
  private String sha256;
  private SourceServer first;
  private SourceServer second;
  private AssignmentFetcher fetcher;
  private final Spool spool = new Spool();
  private final List<String> steps = new ArrayList<>();

  @BeforeEach
  void startSources() throws IOException {
    new Random(7).nextBytes(content);
    Path sample = directory.resolve("sample");
    Files.write(sample, content);
    sha256 = Digests.sha256(sample);
    part = directory.resolve("a.part");
    whole = directory.resolve("a.assignment");
    first = new SourceServer("london-1", content, sha256);
    second = new SourceServer("ccm", content, sha256);
    HttpByteSource bytes = new HttpByteSource(HttpClient.newHttpClient(), Duration.ofMillis(400));
    fetcher =
        new AssignmentFetcher(
            bytes,
            () -> "own-token",
            clock,
            (longest, cancelled) -> clock.advance(longest),
            RecordedDisk.in(steps));
  }

  @AfterEach
  void stopSources() {
    first.close();
    second.close();
  }

  @Test
  void shouldFetchFromTheFirstSourceWithTheTicket() throws Exception {
    assertTrue(fetch());

    assertArrayEquals(content, Files.readAllBytes(whole));
    assertFalse(Files.exists(part));
    assertEquals(List.of("bytes=0-" + (SIZE - 1)), first.ranges);
    assertEquals(List.of("Bearer ticket"), first.bearers);
    assertEquals(List.of(), second.ranges);
    assertEquals(SIZE, progress.presentBytes());
  }

  /** Somebody writes down that it is here: that must not reach the disk before the bytes do. */
  @Test
  void shouldHaveTheWholeOnTheDiskWhenItSaysSo() throws Exception {
    assertTrue(fetch());

    assertEquals(List.of("sync", "rename", "sync"), steps);
  }

  @Test
  void shouldGoOnAtTheNextMissingByteFromTheNextSource() throws Exception {
    first.breakAfterBytes = 100_000;

    assertTrue(fetch());

    assertArrayEquals(content, Files.readAllBytes(whole));
    assertEquals(List.of("bytes=100000-" + (SIZE - 1)), second.ranges);
    assertEquals(List.of("Bearer own-token"), second.bearers);
  }

  @Test
  void shouldLeaveASourceThatSendsNothingForAWhile() throws Exception {
    first.breakAfterBytes = 50_000;
    first.stall = true;

    assertTrue(fetch());

    assertEquals(List.of("bytes=50000-" + (SIZE - 1)), second.ranges);
    assertArrayEquals(content, Files.readAllBytes(whole));
  }

  @Test
  void shouldGoRoundTheSourcesAsLongAsTheyGiveSomething() throws Exception {
    first.breakAfterBytes = 50_000;
    second.breakAfterBytes = 50_000;

    assertTrue(fetch());

    assertEquals(3, first.ranges.size());
    assertEquals(3, second.ranges.size());
    assertArrayEquals(content, Files.readAllBytes(whole));
  }

  @Test
  void shouldResumeWhatAnEarlierProcessLeft() throws Exception {
    Files.write(part, Arrays.copyOf(content, 200_000));

    assertTrue(fetch());

    assertEquals(List.of("bytes=200000-" + (SIZE - 1)), first.ranges);
    assertArrayEquals(content, Files.readAllBytes(whole));
  }

  @Test
  void shouldStartAnewWhenWhatWasLeftIsDamaged() throws Exception {
    Files.write(part, new byte[200_000]);

    assertTrue(fetch());

    assertEquals(List.of("bytes=200000-" + (SIZE - 1)), first.ranges);
    assertEquals(List.of("bytes=0-" + (SIZE - 1)), second.ranges);
    assertArrayEquals(content, Files.readAllBytes(whole));
  }

  @Test
  void shouldFetchOnlyTheGapsThatMulticastLeft() throws Exception {
    byte[] holed = content.clone();
    Arrays.fill(holed, 10, 20, (byte) 0);
    Arrays.fill(holed, 250_000, 260_000, (byte) 0);
    Files.write(whole, holed);
    spool.gaps = List.of(new ByteRange(10, 10), new ByteRange(250_000, 10_000));
    spool.ownerFinds = true;

    assertFalse(fetch());

    assertEquals(List.of("bytes=10-19", "bytes=250000-259999"), first.ranges);
    assertTrue(spool.complete);
    assertArrayEquals(content, Files.readAllBytes(whole));
  }

  @Test
  void shouldFetchAllWhenTheOwnerOfTheSpoolDoesNotFindItWhole() throws Exception {
    Files.write(whole, new byte[SIZE]);
    spool.gaps = List.of(new ByteRange(10, 10));

    assertTrue(fetch());

    assertEquals(List.of("bytes=10-19", "bytes=0-" + (SIZE - 1)), first.ranges);
    assertArrayEquals(content, Files.readAllBytes(whole));
  }

  @Test
  void shouldPassOverASourceWithAnotherAssignmentOrNone() throws Exception {
    first.tag = "\"other\"";
    assertTrue(fetch());
    assertEquals(1, second.ranges.size());

    Files.delete(whole);
    first.status = 404;
    assertTrue(fetch());
    assertEquals(2, second.ranges.size());
  }

  @Test
  void shouldGiveUpAtTheDeadlineAndSayWhatTheSourcesDid() {
    first.status = 404;
    second.status = 503;

    FetchFailed failed = assertThrows(FetchFailed.class, this::fetch);

    assertTrue(failed.getMessage().contains("HTTP 404"), failed::getMessage);
    assertTrue(failed.getMessage().contains("HTTP 503"), failed::getMessage);
  }

  @Test
  void shouldGiveUpWhenTheSourcesKeepSendingWrongBytes() {
    sha256 = "0".repeat(64);
    first.tag = "\"" + sha256 + "\"";

    FetchFailed failed = assertThrows(FetchFailed.class, this::fetch);

    assertTrue(failed.getMessage().contains("does not hash"), failed::getMessage);
    assertFalse(Files.exists(whole));
  }

  @Test
  void shouldBeginWithTheNextSourceWhenTheFirstOneSentWrongBytes() throws Exception {
    first.close();
    first = new SourceServer("london-1", new byte[SIZE], sha256);

    assertTrue(fetch());

    assertArrayEquals(content, Files.readAllBytes(whole));
    assertEquals(1, first.ranges.size());
    assertEquals(List.of("bytes=0-" + (SIZE - 1)), second.ranges);
  }

  @Test
  void shouldAskEverySourceBeforeItGivesUp() throws Exception {
    first.close();
    first = new SourceServer("london-1", new byte[SIZE], sha256);
    Source rotten = first.source();

    assertTrue(
        fetcher.fetch(
            wish(), () -> List.of(rotten, rotten, rotten, second.source()), progress, () -> false));

    assertEquals(3, first.ranges.size());
    assertArrayEquals(content, Files.readAllBytes(whole));
  }

  /** The first round says nothing of the source that sent the rest of what was left. */
  @Test
  void shouldAskForTheWholeOfASourceThatCompletedWhatWasDamaged() throws Exception {
    Files.write(part, new byte[200_000]);
    try (SourceServer rotten = new SourceServer("london-9", new byte[SIZE], sha256)) {
      Source bad = rotten.source();

      assertTrue(
          fetcher.fetch(wish(), () -> List.of(first.source(), bad, bad), progress, () -> false));
    }

    assertEquals(List.of("bytes=200000-" + (SIZE - 1), "bytes=0-" + (SIZE - 1)), first.ranges);
    assertArrayEquals(content, Files.readAllBytes(whole));
  }

  @Test
  void shouldEndSoonWhenCancelledAndKeepWhatItHas() throws Exception {
    first.breakAfterBytes = 50_000;
    first.stall = true;
    AtomicBoolean cancelled = new AtomicBoolean();

    boolean fetched =
        fetcher.fetch(
            wish(),
            () -> List.of(first.source()),
            progress,
            () -> cancelled.getAndSet(progress.presentBytes() == 50_000));

    assertFalse(fetched);
    assertEquals(50_000, Files.size(part));
  }

  private boolean fetch() throws FetchFailed {
    return fetcher.fetch(
        wish(), () -> List.of(first.source(), second.source()), progress, () -> spool.complete);
  }

  private AssignmentFetcher.Wish wish() {
    return new AssignmentFetcher.Wish(
        id,
        SIZE,
        sha256,
        "ticket",
        clock.instant().plus(Duration.ofMinutes(5)),
        part,
        whole,
        spool);
  }

  private static final class Spool implements AssignmentFetcher.Spool {
    private List<ByteRange> gaps;
    private boolean ownerFinds;
    private boolean complete;

    @Override
    public Optional<List<ByteRange>> missing(UUID assignment) {
      return Optional.ofNullable(gaps);
    }

    @Override
    public void filled(UUID assignment) {
      complete = ownerFinds;
    }
  }
}
