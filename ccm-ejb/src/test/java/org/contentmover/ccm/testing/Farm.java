package org.contentmover.ccm.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.distribution.Call;
import org.contentmover.ccm.distribution.CatchUpExecution;
import org.contentmover.ccm.distribution.DistributionDriver;
import org.contentmover.ccm.distribution.Distributions;
import org.contentmover.ccm.distribution.SequenceTaken;
import org.contentmover.ccm.distribution.SequencesTaken;
import org.contentmover.ccm.distribution.view.DistributionReport;
import org.contentmover.ccm.distribution.view.EdgeAnswer;
import org.contentmover.ccm.distribution.view.EdgeQuestion;
import org.contentmover.ccm.distribution.view.Notification;
import org.contentmover.ccm.distribution.view.Notified;
import org.contentmover.ccm.distribution.view.ServerReport;
import org.contentmover.ccm.run.PlanRemarks;
import org.contentmover.ccm.run.RunDriver;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.topology.Enrolments;
import org.contentmover.ccm.topology.Segments;
import org.contentmover.ccm.topology.TopologyWatch;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.ccm.topology.view.SegmentReport;
import org.contentmover.ccm.topology.view.SiteFacts;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.plan.PlanExecution;
import org.contentmover.ccm.version.plan.PlanRemark;
import org.contentmover.ccm.version.plan.PlanWanted;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.core.interpret.AssignmentRejected;

/**
 * A CCM with a farm of servers that do what servers do, in the test's time; outlives crashes of its
 * CCM.
 */
public final class Farm {
  public static final String SITE = "www.example.com";
  public static final String GROUP = "everyone";
  public static final Actor ANN = Actor.user("ann");

  private final TestClock clock;
  private final Map<String, FarmAgent> agents = new TreeMap<>();
  private Ccm ccm;
  private int commitsLeft = Integer.MAX_VALUE;
  private long sequence;

  /** The planned crash of the CCM. */
  public static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  public Farm(Ccm ccm, TestClock clock) {
    this.ccm = ccm;
    this.clock = clock;
  }

  /** Enrols servers; the first of a segment leads it. */
  public Farm with(String segment, String... names) {
    String secret =
        ccm.tx(
            () ->
                ccm.get(Enrolments.class)
                    .issue(new NewEnrolmentToken("", null, names.length, Duration.ofHours(1)), ANN)
                    .secret());
    for (String name : names) {
      FarmAgent agent = new FarmAgent(name, segment);
      agent.leader = agents.values().stream().noneMatch(other -> other.segment.equals(segment));
      agents.put(name, agent);
      String key = Ed25519Keys.encodePublic(agent.key.publicKey());
      EnrolmentRequest request =
          new EnrolmentRequest(
              name, segment, "backend", "http://" + name + ":8080", key, boxToken(agent));
      ccm.run(() -> ccm.get(Enrolments.class).enrol(secret, request));
    }
    return this;
  }

  /** A server proves which key box is its own. */
  public String boxToken(FarmAgent agent) {
    return SignedToken.issue(
        agent.key,
        new TokenClaims(agent.name, "segment-keys", null, agent.box.address()),
        clock.instant(),
        SignedToken.IDENTITY_LIFETIME);
  }

  public FarmAgent agent(String name) {
    return agents.get(name);
  }

  /** The CCM process that is alive. */
  public Ccm ccm() {
    return ccm;
  }

  /** The CCM dies after so many more transactions. */
  public void crashAfter(int commits) {
    commitsLeft = commits;
  }

  /** Another process takes over the same database and directory. */
  public void restartedAs(Ccm next) {
    ccm = next;
    commitsLeft = Integer.MAX_VALUE;
  }

  /** The leader of a segment dies and another server leads it with a higher epoch. */
  public void killLeader(String segment) {
    FarmAgent old = leader(segment);
    old.alive = false;
    old.leader = false;
    FarmAgent next =
        agents.values().stream()
            .filter(agent -> agent.segment.equals(segment) && agent.alive)
            .findFirst()
            .orElseThrow();
    next.leader = true;
    next.epoch = old.epoch + 1;
  }

  public UUID start(UUID job) {
    return ccm.tx(() -> ccm.get(Runs.class).start(job, RunOptions.NONE, null, ANN)).summary().id();
  }

  public RunView view(UUID run) {
    return ccm.tx(() -> ccm.get(Runs.class).view(run));
  }

  /** Lets time pass until the run ended, at most ten minutes of it. */
  public RunView untilEnded(UUID run) {
    for (int second = 0; second < 600 && !view(run).summary().ended(); second++) {
      second();
    }
    return view(run);
  }

  public void seconds(int count) {
    for (int i = 0; i < count; i++) {
      second();
    }
  }

  /** One second: leaders report, the CCM does all it has to do. */
  public void second() {
    clock.advance(Duration.ofSeconds(1));
    beat();
    commit(() -> ccm.get(TopologyWatch.class).look());
    work();
    OptionalInt attempt = CatchUpExecution.look(ccm);
    committed();
    if (attempt.isPresent()) {
      CatchUpExecution.execute(ccm, attempt.getAsInt());
      committed();
    }
    work();
  }

  private void work() {
    for (int round = 0; round < 20; round++) {
      Object news = ccm.nextNews();
      if (news instanceof PlanWanted wanted) {
        PlanExecution.execute(ccm, wanted);
        committed();
      }
      if (news instanceof PlanRemark remark) {
        ccm.run(() -> ccm.get(PlanRemarks.class).take(remark));
      }
      if (news instanceof SequenceTaken taken) {
        ccm.run(() -> ccm.get(SequencesTaken.class).goOnAbove(taken));
      }
      driveAll();
      if (news == null) {
        return;
      }
    }
  }

  private void driveAll() {
    for (UUID run : ccm.tx(() -> ccm.get(RunDriver.class).active())) {
      commit(() -> ccm.get(RunDriver.class).drive(run));
    }
    for (UUID distribution : ccm.tx(() -> ccm.get(DistributionDriver.class).open())) {
      List<Call> calls = ccm.tx(() -> ccm.get(DistributionDriver.class).drive(distribution));
      committed();
      for (Call call : calls) {
        String refusal = agent(call.server()).refusal();
        boolean accepted = refusal == null;
        commit(() -> ccm.get(DistributionDriver.class).called(call, accepted, refusal));
        if (accepted) {
          carryOut(agent(call.server()), call.notification());
        }
      }
    }
  }

  private void carryOut(FarmAgent agent, Notification notification) {
    if (agent.stalls) {
      return;
    }
    if (notification.scope().equals("SEGMENT")) {
      relay(agent, notification);
    }
    AssignmentReader assignment = read(notification.assignment());
    List<ServerReport> servers = new ArrayList<>();
    for (String name : notification.participants()) {
      servers.add(agent(name).apply(assignment, clock.instant()));
    }
    report(agent, notification, servers, true);
  }

  private void relay(FarmAgent agent, Notification notification) {
    Notified told = null;
    while (true) {
      EdgeQuestion question =
          new EdgeQuestion(agent.name, agent.epoch, notification.sizeBytes(), 1_000, told);
      EdgeAnswer answer =
          ccm.tx(
              () ->
                  ccm.get(Distributions.class)
                      .next(notification.distribution(), question, agent.name));
      committed();
      if (answer.next() == null) {
        return;
      }
      FarmAgent next = agent(answer.next().server());
      told = new Notified(next.name, next.refusal() == null, next.refusal());
      if (told.accepted()) {
        carryOut(next, answer.next().notification());
      }
    }
  }

  /** Reports what is known of the given servers. */
  public void report(
      FarmAgent agent, Notification notification, List<ServerReport> servers, boolean isFinal) {
    long size = notification.sizeBytes();
    DistributionReport report =
        new DistributionReport(
            agent.name,
            agent.segment,
            notification.scope().equals("SERVER") ? notification.epoch() : agent.epoch,
            ++sequence,
            isFinal,
            size,
            size,
            null,
            servers);
    commit(
        () -> ccm.get(Distributions.class).report(notification.distribution(), report, agent.name));
  }

  /** Closed: what it says of itself is read. */
  private AssignmentReader read(UUID assignment) {
    var file = ccm.tx(() -> ccm.get(Assignments.class).file(assignment));
    CcmKeyRing keys = ccm.get(CcmKeyChain.class).ring();
    try (AssignmentReader reader = AssignmentReader.open(file.path(), keys)) {
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssignmentRejected e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaders report what they know. */
  public void beat() {
    for (FarmAgent leader : agents.values()) {
      if (leader.alive && leader.leader) {
        commit(() -> ccm.get(Segments.class).report(leader.segment, segment(leader), leader.name));
      }
    }
  }

  private SegmentReport segment(FarmAgent leader) {
    List<MemberFacts> members = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (FarmAgent agent : agents.values()) {
      if (agent.segment.equals(leader.segment)) {
        if (agent.alive) {
          members.add(facts(agent));
        } else {
          lost.add(agent.name);
        }
      }
    }
    return new SegmentReport(
        leader.name, leader.epoch, ++sequence, true, "239.192.0.1:45000", members, lost);
  }

  private static MemberFacts facts(FarmAgent agent) {
    List<SiteFacts> sites =
        Stream.of(agent, agent.also)
            .filter(it -> it != null && (it.live != 0 || it.staged != 0))
            .map(it -> new SiteFacts(it.site, group(it), it.live, it.staged, it.backup, null))
            .toList();
    return new MemberFacts(
        agent.name,
        "http://" + agent.name + ":8080",
        "10.0.0.1",
        50,
        true,
        agent.freeDiskBytes,
        2,
        0.5,
        1L << 30,
        12,
        "Europe/London",
        "",
        sites);
  }

  private static String group(FarmAgent agent) {
    return agent.group == null ? "none" : agent.group.value();
  }

  private FarmAgent leader(String segment) {
    return agents.values().stream()
        .filter(agent -> agent.segment.equals(segment) && agent.leader)
        .findFirst()
        .orElseThrow();
  }

  private void commit(Runnable work) {
    ccm.run(work);
    committed();
  }

  private void committed() {
    if (--commitsLeft == 0) {
      throw new Crash();
    }
  }
}
