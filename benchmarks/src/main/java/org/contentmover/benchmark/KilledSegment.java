package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.contentmover.benchmark.FailoverBenchmark.Kill;
import org.contentmover.benchmark.Member.Event;
import org.contentmover.gl.bare.BareMember;
import org.contentmover.gl.bare.Sha256;

/** A segment whose leader is killed, and started again when another leads. */
final class KilledSegment implements AutoCloseable {
  private static final int FRAME_BYTES = 1_472;
  private static final double SHARE_OF_LINK = 0.9985;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DUPLICATES = "mctp.ignored.duplicate";

  private final MemberSpec spec;
  private final Payload payload;
  private final String sha256;
  private final double transferSeconds;
  private final Map<String, Integer> hosts = new TreeMap<>();
  private final Map<String, Member> members = new TreeMap<>();

  /**
   * Starts all members.
   *
   * @param payload what is being transferred when the leader dies; null for nothing
   */
  KilledSegment(Lab lab, Path directory, int count, Rate rate, Payload payload) throws IOException {
    double bytesPerSecond = rate.bytesPerSecond() * FRAME_BYTES / (FRAME_BYTES + 42);
    long bound = (long) (bytesPerSecond * SHARE_OF_LINK);
    spec = new MemberSpec(lab, directory, count, FRAME_BYTES, bound, MemberChoices.NONE);
    this.payload = payload;
    sha256 = payload == null ? "" : Sha256.of(payload.path());
    transferSeconds = payload == null ? 0 : payload.bytes() / bytesPerSecond;
    for (int host = 1; host <= count; host++) {
      hosts.put(MemberSpec.name(host), host);
      start(MemberSpec.name(host));
    }
  }

  private void start(String member) throws IOException {
    String quorum = Integer.toString(spec.members() - 1);
    members.put(member, spec.start(hosts.get(member), BareMember.class, "50", "--quorum", quorum));
  }

  /**
   * One kill, from a whole segment to a whole segment.
   *
   * @param moment of the transfer, as a share of its time
   */
  Kill killLeader(double moment) throws IOException, InterruptedException {
    Member leader = leaderOfAll();
    List<Member> survivors = new ArrayList<>(members.values());
    survivors.remove(leader);
    Map<String, Integer> marks = new TreeMap<>();
    for (Member survivor : survivors) {
      marks.put(survivor.name(), survivor.mark());
    }
    UUID assignment = UUID.randomUUID();
    long duplicatesBefore = 0;
    if (payload != null) {
      duplicatesBefore = duplicates(survivors);
      leader.tell("distribute " + payload.path() + " " + sha256 + " " + assignment);
      for (Member survivor : survivors) {
        survivor.await(marks.get(survivor.name()), PATIENCE, it -> isFirstFrame(it, assignment));
      }
      TimeUnit.NANOSECONDS.sleep((long) (transferSeconds * moment * 1e9));
    }
    for (Member survivor : survivors) {
      marks.put(survivor.name(), survivor.mark());
    }
    Instant killed = Instant.now();
    leader.kill();
    Member next = nextLeader(survivors, marks);
    if (payload != null) {
      next.tell("distribute " + payload.path() + " " + sha256 + " " + assignment);
    }
    Kill kill = follow(survivors, marks, next, killed);
    if (payload != null) {
      kill = resumed(kill, survivors, marks, next, killed, assignment, duplicatesBefore);
    }
    start(leader.name());
    return kill;
  }

  /** The leader, once all members are in its segment. */
  private Member leaderOfAll() throws InterruptedException {
    List<Member> all = new ArrayList<>(members.values());
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadlineNs) {
      for (Member member : all) {
        List<Event> events = member.since(0);
        boolean leads =
            lastOf(events, "LEADERSHIP").map(it -> it.text().contains("role=LEADER")).orElse(false);
        if (leads && lastOf(events, "SEGMENT").map(it -> it.names(all)).orElse(false)) {
          return member;
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new BenchmarkException("no leader saw all " + all.size() + " members within a minute");
  }

  private static Optional<Event> lastOf(List<Event> events, String kind) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).is(kind)) {
        return Optional.of(events.get(i));
      }
    }
    return Optional.empty();
  }

  private static Member nextLeader(List<Member> survivors, Map<String, Integer> marks)
      throws InterruptedException {
    Member any = survivors.get(0);
    // Only a survivor counts: the killed leader may have been confirmed a moment before.
    Event known =
        any.await(
            marks.get(any.name()),
            PATIENCE,
            event -> survivors.stream().anyMatch(survivor -> isLedBy(event, survivor)));
    return survivors.stream().filter(it -> isLedBy(known, it)).findFirst().orElseThrow();
  }

  private static boolean isLedBy(Event event, Member leader) {
    return event.text().contains("GLC0012")
        && event.text().contains(": " + leader.name() + " leads,");
  }

  private static Kill follow(
      List<Member> survivors, Map<String, Integer> marks, Member next, Instant killed)
      throws InterruptedException {
    double first = Double.MAX_VALUE;
    double last = 0;
    for (Member survivor : survivors) {
      Event known = survivor.await(marks.get(survivor.name()), PATIENCE, it -> isLedBy(it, next));
      double seconds = seconds(killed, known);
      last = Math.max(last, seconds);
      if (!survivor.equals(next)) {
        first = Math.min(first, seconds);
      }
    }
    return new Kill(first, last, 0, 0, true);
  }

  private Kill resumed(
      Kill kill,
      List<Member> survivors,
      Map<String, Integer> marks,
      Member next,
      Instant killed,
      UUID assignment,
      long duplicatesBefore)
      throws IOException, InterruptedException {
    double firstFrame = Double.MAX_VALUE;
    boolean correct = true;
    for (Member survivor : survivors) {
      if (survivor.equals(next)) {
        continue;
      }
      int mark = marks.get(survivor.name());
      Event received =
          survivor.await(
              mark, PATIENCE, it -> it.is("RECEIVED") && it.text().contains(assignment.toString()));
      for (Event event : survivor.since(mark)) {
        if (isFirstFrame(event, assignment)) {
          firstFrame = Math.min(firstFrame, seconds(killed, event));
        }
      }
      Path file = Path.of(received.value("file").orElseThrow());
      correct &= Trees.same(payload.path(), file);
      Trees.delete(file);
    }
    // It would go on asking the killed one.
    next.tell("cancel " + assignment);
    next.await(
        marks.get(next.name()),
        PATIENCE,
        it -> it.text().contains(assignment.toString()) && it.text().contains("final=true"));
    double frames = payload.bytes() / (double) FRAME_BYTES;
    double again = (duplicates(survivors) - duplicatesBefore) / frames / (survivors.size() - 1);
    return new Kill(
        kill.firstLeaderAliveSeconds(), kill.allFollowSeconds(), firstFrame, again, correct);
  }

  private static boolean isFirstFrame(Event event, UUID assignment) {
    return event.text().contains("GLC0048") && event.text().contains(assignment.toString());
  }

  private static double seconds(Instant from, Event event) {
    return Duration.between(from, event.when()).toNanos() / 1e9;
  }

  /** Frames that members have received and had already. */
  private static long duplicates(List<Member> asked) throws IOException, InterruptedException {
    long duplicates = 0;
    for (Member member : asked) {
      int mark = member.mark();
      member.tell("counters");
      Event counters = member.await(mark, PATIENCE, it -> it.is("COUNTERS"));
      duplicates += counters.value(DUPLICATES).map(Long::parseLong).orElse(0L);
    }
    return duplicates;
  }

  @Override
  public void close() throws IOException {
    for (Member member : members.values()) {
      member.close();
    }
  }
}
