package org.contentmover.agent.health;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.facts.MemberJson;
import org.contentmover.agent.facts.MulticastWatch;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.segment.KeySource;
import org.contentmover.agent.segment.LeadershipOrderFile;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.agent.site.Sites;
import org.contentmover.core.text.Counted;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.TransferSettings;

/** What a running agent says about its own state. Safe for any thread. */
public final class SelfView {
  private final AgentConfiguration configuration;
  private final SegmentLink segment;
  private final KeySource keys;
  private final LeadershipOrderFile order;
  private final MulticastWatch multicast;
  private final Sites sites;
  private final Supplier<String> enrolmentProblem;
  private final Supplier<String> joinProblem;
  private final Supplier<String> ccmProblem;
  private final CcmClock clock;
  private final Map<String, LongSupplier> ownCounters;

  /**
   * A view of one agent; each supplier gives "" when there is no problem.
   *
   * @param ccmProblem between a leader and the CCM; shown, but nobody is less ready for it
   * @param ownCounters what the agent counts itself, by name
   */
  public SelfView(
      AgentConfiguration configuration,
      SegmentLink segment,
      KeySource keys,
      LeadershipOrderFile order,
      MulticastWatch multicast,
      Sites sites,
      Supplier<String> enrolmentProblem,
      Supplier<String> joinProblem,
      Supplier<String> ccmProblem,
      CcmClock clock,
      Map<String, LongSupplier> ownCounters) {
    this.configuration = configuration;
    this.segment = segment;
    this.keys = keys;
    this.order = order;
    this.multicast = multicast;
    this.sites = sites;
    this.enrolmentProblem = enrolmentProblem;
    this.joinProblem = joinProblem;
    this.ccmProblem = ccmProblem;
    this.clock = clock;
    this.ownCounters = ownCounters;
  }

  /** Whether this server can do its work, one check for each thing it needs. */
  public List<Check> checks() {
    SegmentSnapshot snapshot = segment.snapshot();
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("configuration", true, "valid"));
    checks.add(check("enrolment", enrolmentProblem.get(), "enrolled at " + configuration.ccmUrl()));
    // A server works with a clock that is wrong: shown, not down.
    checks.add(new Check("clock", true, clock.describe()));
    if (configuration.role().joinsSegment()) {
      checks.add(check("segment", segmentProblem(snapshot), describe(snapshot.leadership())));
      // An open segment works too: shown, not down (EL-7).
      checks.add(new Check("keys", true, keys.describe()));
      checks.add(new Check("publishers", true, configuration.publishers().describe()));
      checks.add(new Check("sealing", true, configuration.sealedSites().describe()));
      // A server without multicast works, only slower for the network: shown, not down (EL-15).
      checks.add(new Check("multicast", true, multicast.describe()));
      checks.add(new Check("transfers", true, transfers(snapshot)));
    }
    if (!configuration.stagingDirectories().isEmpty()) {
      checks.add(new Check("staging", true, "offers " + configuration.stagingDirectories()));
    }
    if (configuration.faults().any()) {
      checks.add(new Check("faults", true, faults()));
    }
    checks.add(
        check(
            "sites",
            String.join("; ", sites.problems()),
            Counted.of(sites.facts().size(), "site")));
    return checks;
  }

  /** Body of {@code GET /agent/status}. */
  public JsonObject status() {
    SegmentSnapshot snapshot = segment.snapshot();
    Leadership leadership = snapshot.leadership();
    JsonObjectBuilder counters = Json.createObjectBuilder();
    snapshot.counters().forEach(counters::add);
    ownCounters.forEach((name, count) -> counters.add(name, count.getAsLong()));
    JsonObjectBuilder status =
        Json.createObjectBuilder()
            .add("server", configuration.server().value())
            .add("segment", configuration.segment().value())
            .add("role", leadership.role().name());
    leadership
        .leader()
        .ifPresentOrElse(l -> status.add("leader", l), () -> status.addNull("leader"));
    return status
        .add("epoch", leadership.epoch())
        .add("multicastHeard", snapshot.multicastHeard())
        .add("segmentOpen", keys.isOpen())
        .add("controlChannel", snapshot.controlChannel())
        .add("leadershipOrder", order.order().name())
        .add("segmentKeys", keys())
        .add("sites", MemberJson.sites(sites.facts()))
        .add("counters", counters)
        .add("problems", Json.createArrayBuilder(problems(snapshot)))
        .build();
  }

  private JsonObjectBuilder keys() {
    return Json.createObjectBuilder()
        .add("source", keys.isFile() ? "FILE" : "CCM")
        .add("ring", keys.ring())
        .add("sending", keys.sending())
        .add("takes", Json.createArrayBuilder(keys.takes()));
  }

  private List<String> problems(SegmentSnapshot snapshot) {
    List<String> problems = new ArrayList<>(sites.problems());
    for (String problem :
        List.of(
            enrolmentProblem.get(), segmentProblem(snapshot), ccmProblem.get(), clock.problem())) {
      if (!problem.isEmpty()) {
        problems.add(problem);
      }
    }
    if (configuration.faults().any()) {
      problems.add(faults());
    }
    if (configuration.role().joinsSegment() && multicast.unicastOnly()) {
      problems.add("multicast: " + multicast.describe());
    }
    return problems;
  }

  /** What counts when this server leads. */
  private String transfers(SegmentSnapshot snapshot) {
    TransferSettings transfers = configuration.transfers();
    int frameBytes = configuration.multicast().frameBytes();
    return "at most "
        + configuration.multicastBytesPerSecond()
        + " bytes/s by multicast, "
        + (transfers.adaptiveRate()
            ? "adaptive, from " + transfers.startPercent() + " % on"
            : "whatever is lost")
        + "; feedback "
        + (transfers.feedbackIntervalMs() == 0
            ? "at the end of a pass"
            : "every " + transfers.feedbackIntervalMs() + " ms")
        + ", "
        + transfers.feedbackAnswersPerSecond()
        + " answers/s at most; "
        + (transfers.slowPercent() == 0
            ? "nobody is too slow"
            : "who hears less than " + transfers.slowPercent() + " % of what most hear fetches")
        + "; asked by multicast above "
        + transfers.multicastAskPercent()
        + " % of silent servers; datagrams of "
        + (frameBytes == MulticastSettings.AUTO_FRAME_BYTES
            ? "what the path takes" + found(snapshot.counters().get("path.datagram-bytes"))
            : frameBytes + " bytes");
  }

  /** Nothing is known before the server is in its segment. */
  private static String found(Long datagramBytes) {
    return datagramBytes == null ? "" : ", now " + datagramBytes + " bytes";
  }

  private String faults() {
    return "FAULTS ARE INJECTED into this server's network traffic, for tests ("
        + configuration.faults().describe()
        + "); remove the settings faults.… from a server that serves anybody";
  }

  private String segmentProblem(SegmentSnapshot snapshot) {
    if (!configuration.role().joinsSegment()) {
      return "";
    }
    String join = joinProblem.get();
    return join.isEmpty() ? snapshot.problem() : join;
  }

  private String describe(Leadership leadership) {
    return "segment "
        + configuration.segment()
        + ": "
        + leadership.role()
        + ", leader "
        + leadership.leader().orElse("unknown")
        + ", epoch "
        + leadership.epoch()
        + ordered();
  }

  private String ordered() {
    return switch (order.order()) {
      case CONFIGURED -> "";
      case ASSIGNED -> "; this server is assigned to lead, by order of the CCM";
      case NEVER -> "; this server must not lead, by order of the CCM";
    };
  }

  private static Check check(String name, String problem, String fine) {
    return new Check(name, problem.isEmpty(), problem.isEmpty() ? fine : problem);
  }
}
