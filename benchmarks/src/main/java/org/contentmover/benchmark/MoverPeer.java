package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.contentmover.benchmark.Member.Event;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.gl.bare.BareMember;
import org.contentmover.gl.bare.Sha256;

/**
 * This product: bare members, one for each host. A file is distributed as it is; a tree is packed
 * into an assignment, distributed, and made live by the code of the agents.
 */
final class MoverPeer implements Peer {
  private static final int FRAME_BYTES = 1_472;

  /** The rest is for what the leader says besides: Leader Alive, requests. */
  private static final double SHARE_OF_LINK = 0.9985;

  private static final Duration JOINED_WITHIN = Duration.ofSeconds(60);

  private final MemberChoices choices;

  MoverPeer(MemberChoices choices) {
    this.choices = choices;
  }

  @Override
  public String name() {
    return "mover";
  }

  @Override
  public boolean warmsUp() {
    return true;
  }

  @Override
  public MemberChoices choices() {
    return choices;
  }

  @Override
  public Map<String, String> needs() {
    return Map.of();
  }

  @Override
  public Session start(Trial trial) throws IOException, InterruptedException {
    if (trial.payload().isTree()) {
      KeyFile.loadOrCreate(SiteMember.keyFile(trial.directory().resolve("member-1")));
    }
    long rate = (long) (trial.bytesPerSecond(FRAME_BYTES) * SHARE_OF_LINK);
    int count = trial.receivers() + 1;
    MemberSpec spec =
        new MemberSpec(trial.lab(), trial.directory(), count, FRAME_BYTES, rate, choices);
    Class<?> program = trial.payload().isTree() ? SiteMember.class : BareMember.class;
    List<Member> members = new ArrayList<>();
    MoverSession session = new MoverSession(trial, spec, members);
    try {
      for (int host = 1; host <= spec.members(); host++) {
        members.add(spec.start(host, program, host == 1 ? "100" : "never"));
      }
      Member leader = members.get(0);
      leader.await(0, JOINED_WITHIN, event -> event.text().contains("role=LEADER"));
      leader.await(0, JOINED_WITHIN, event -> event.names(members));
    } catch (BenchmarkException | IOException | InterruptedException e) {
      // They would be in the way of the next peer.
      session.close();
      throw e;
    }
    return session;
  }

  private static final class MoverSession implements Session {
    private final Trial trial;
    private final MemberSpec spec;
    private final List<Member> members;
    private UUID last;

    MoverSession(Trial trial, MemberSpec spec, List<Member> members) {
      this.trial = trial;
      this.spec = spec;
      this.members = members;
    }

    private Member leader() {
      return members.get(0);
    }

    private List<Member> receivers() {
      return members.subList(1, members.size());
    }

    @Override
    public Measurement bring() throws IOException, InterruptedException {
      Payload payload = trial.payload();
      if (last != null && !trial.keepsAll()) {
        for (int host = 1; host <= members.size(); host++) {
          Trees.fresh(spec.spool(host));
        }
      }
      last = UUID.randomUUID();
      String command =
          payload.isTree()
              ? "publish " + payload.path() + " " + last
              : "distribute " + payload.path() + " " + Sha256.of(payload.path()) + " " + last;
      List<Integer> marks = members.stream().map(Member::mark).toList();
      List<Double> cpuBefore = cpu();
      long sentBefore = trial.lab().bytesSent(1);
      Instant start = Instant.now();
      leader().tell(command);
      Duration timeout = Duration.ofSeconds(trial.timeoutSeconds());
      leader().await(marks.get(0), timeout, event -> event.text().contains("final=true"));
      long sent = trial.lab().bytesSent(1) - sentBefore;
      List<Double> cpuAfter = cpu();
      double packSync = payload.isTree() ? packSyncSeconds(marks.get(0), timeout) : 0;
      Times times = new Times(start, leader().since(marks.get(0)), packSync);
      for (Member receiver : receivers()) {
        times.add(receiver, marks.get(members.indexOf(receiver)), last, timeout);
      }
      double receiversCpu = 0;
      for (int i = 1; i < members.size(); i++) {
        receiversCpu += cpuAfter.get(i) - cpuBefore.get(i);
      }
      return times.measurement(
          sent, cpuAfter.get(0) - cpuBefore.get(0), receiversCpu / trial.receivers());
    }

    private double packSyncSeconds(int mark, Duration timeout) throws InterruptedException {
      Event kept = leader().await(mark, timeout, event -> event.is("KEPT"));
      return Double.parseDouble(kept.value("synced").orElseThrow());
    }

    private List<Double> cpu() throws IOException {
      List<Double> seconds = new ArrayList<>();
      for (Member member : members) {
        seconds.add(Cpu.seconds(member.process()));
      }
      return seconds;
    }

    @Override
    public List<Path> received() {
      List<Path> received = new ArrayList<>();
      for (int host = 2; host <= members.size(); host++) {
        Path file = spec.spool(host).resolve(last.toString());
        received.add(trial.payload().isTree() ? SiteMember.live(file) : file);
      }
      return received;
    }

    @Override
    public void close() throws IOException {
      for (Member member : members) {
        member.close();
      }
    }
  }

  /** When what happened, seen from the start of the command. */
  private static final class Times {
    private final Instant start;
    private final double packSeconds;
    private final double packSyncSeconds;
    private double wallSeconds;
    private double syncedSeconds;
    private double unpackSeconds;

    Times(Instant start, List<Event> ofLeader, double packSyncSeconds) {
      this.start = start;
      this.packSeconds =
          ofLeader.stream()
              .filter(event -> event.is("PACKED"))
              .map(this::after)
              .findFirst()
              .orElse(0.0);
      this.packSyncSeconds = packSyncSeconds;
    }

    private double after(Event event) {
      return Duration.between(start, event.when()).toNanos() / 1e9;
    }

    /** The slowest receiver counts; the time it spent on syncs is left out of the wall time. */
    void add(Member receiver, int mark, UUID assignment, Duration timeout)
        throws InterruptedException {
      String id = assignment.toString();
      Event verified =
          receiver.await(
              mark, timeout, it -> it.text().contains("GLC0047") && it.text().contains(id));
      Event received =
          receiver.await(mark, timeout, it -> it.is("RECEIVED") && it.text().contains(id));
      Event carriedOut =
          receiver.await(mark, timeout, it -> it.is("CARRIED-OUT") && it.text().contains(id));
      if (carriedOut.text().contains("outcome=FAILED")) {
        throw new BenchmarkException(receiver.name() + ": " + carriedOut.text());
      }
      double syncs = carriedOut.value("synced").map(Double::parseDouble).orElse(0.0);
      double unpacking = after(carriedOut) - after(received) - syncs;
      wallSeconds = Math.max(wallSeconds, after(verified) + unpacking);
      syncedSeconds = Math.max(syncedSeconds, after(carriedOut));
      unpackSeconds = Math.max(unpackSeconds, packSeconds == 0 ? 0 : unpacking);
    }

    Measurement measurement(long sent, double senderCpu, double receiverCpu) {
      return new Measurement(
          wallSeconds,
          syncedSeconds,
          packSeconds,
          packSyncSeconds,
          unpackSeconds,
          sent,
          senderCpu,
          receiverCpu);
    }
  }
}
