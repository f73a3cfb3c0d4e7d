package org.contentmover.agent.lifecycle;

import jakarta.json.JsonObject;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.Enrolment;
import org.contentmover.agent.ccm.HttpCcm;
import org.contentmover.agent.ccm.JsonOverHttp;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.config.SettingKey;
import org.contentmover.agent.facts.FactsPublisher;
import org.contentmover.agent.facts.MulticastWatch;
import org.contentmover.agent.facts.OwnFacts;
import org.contentmover.agent.facts.PresenceReporter;
import org.contentmover.agent.fetch.AssignmentFetcher;
import org.contentmover.agent.fetch.ByteSource;
import org.contentmover.agent.fetch.FetchThreads;
import org.contentmover.agent.fetch.GapFiller;
import org.contentmover.agent.fetch.HttpByteSource;
import org.contentmover.agent.health.Check;
import org.contentmover.agent.health.SelfView;
import org.contentmover.agent.leader.Distributions;
import org.contentmover.agent.leader.SegmentReporter;
import org.contentmover.agent.live.LiveAnswers;
import org.contentmover.agent.receive.AssignmentWork;
import org.contentmover.agent.receive.EarlyWork;
import org.contentmover.agent.receive.Receiver;
import org.contentmover.agent.relay.RateBound;
import org.contentmover.agent.relay.RelayAnswers;
import org.contentmover.agent.repair.ContentAnswers;
import org.contentmover.agent.scrub.CcmContents;
import org.contentmover.agent.scrub.Scrubs;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.security.CcmKeyFollower;
import org.contentmover.agent.security.RequestGuard;
import org.contentmover.agent.security.ServerIdentity;
import org.contentmover.agent.segment.KeyCourier;
import org.contentmover.agent.segment.KeySource;
import org.contentmover.agent.segment.LeadershipOrderFile;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.agent.segment.SegmentOrders;
import org.contentmover.agent.site.SiteOpening;
import org.contentmover.agent.site.Sites;
import org.contentmover.agent.staging.StagingAnswers;
import org.contentmover.agent.work.CancellablePause;
import org.contentmover.agent.work.OneAtATime;
import org.contentmover.agent.work.PrivateDirectory;
import org.contentmover.content.staging.OfferedDirectories;
import org.contentmover.content.staging.StagingDesk;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.Leadership;

/**
 * One running agent: its parts, and the order in which they come to life. Everything it decides is
 * in the parts. Safe for any thread.
 */
public final class Agent {
  private static final Logger LOG = Logger.getLogger(Agent.class.getName());
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration SOURCE_SILENCE = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration REPORTS = Duration.ofSeconds(5);
  private static final Duration CCM_KEYS = Duration.ofSeconds(10);
  private static final Duration FACTS = Duration.ofSeconds(30);
  private static final Duration CLEANING = Duration.ofMinutes(1);
  private static final int MOST_FETCHES = 64;

  private final AgentConfiguration configuration;
  private final SegmentLink segment;
  private final AgentThreads threads;
  private final RequestGuard guard;
  private final Assignments assignments;
  private final Sites sites;
  private final Receiver receiver;
  private final AssignmentWork work;
  private final Distributions distributions;
  private final LiveAnswers live;
  private final RelayAnswers relay;
  private final ContentAnswers content;
  private final StagingAnswers staging;
  private final EnrolledStart start;
  private final Scrubs scrubs;
  private final MulticastWatch multicast;
  private final SegmentOrders segmentOrders;
  private final SelfView selfView;
  private final OneAtATime publishFacts;
  private final OneAtATime reportSegment;
  private final OneAtATime reportPresence;
  private final KeyCourier courier;
  private final OneAtATime askForKeys;
  private final OneAtATime followCcm;

  /** There was no thread to publish them when they had changed. */
  private volatile boolean factsAreDue;

  Agent(AgentConfiguration configuration, SegmentLink segment, AgentThreads threads, Clock clock)
      throws IOException {
    this.configuration = configuration;
    this.segment = segment;
    this.threads = threads;
    final Path root = Files.createDirectories(configuration.rootDirectory());
    final Path state = PrivateDirectory.create(configuration.stateDirectory());
    final CcmClock ccmClock = new CcmClock(clock, System::nanoTime);
    final ServerIdentity identity = ServerIdentity.load(configuration.server(), state, ccmClock);
    final HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .executor(threads.workers())
            .build();
    final JsonOverHttp http = new JsonOverHttp(client);
    final Ccm ccm = new HttpCcm(http, configuration.ccmUrl(), identity, ccmClock);
    final ByteSource bytes = new HttpByteSource(client, SOURCE_SILENCE);
    final FetchThreads fetches = new FetchThreads(threads.workers(), MOST_FETCHES);
    final AssignmentFetcher.Pause pause = new CancellablePause()::pause;

    this.guard = new RequestGuard(configuration.server(), identity, ccmClock);
    this.assignments = Assignments.open(root, state, ccmClock);
    this.sites =
        new Sites(
            root,
            identity,
            site -> configuration.publishers().pins(site, clock),
            ccmClock,
            configuration.versionsKept(),
            SiteSurroundings.of(configuration, state, identity.box()),
            threads.workers());
    this.scrubs =
        new Scrubs(
            configuration,
            sites,
            new CcmContents(bytes, configuration.ccmUrl(), identity::tokenForCcm, pause),
            ccm,
            threads.workers(),
            clock);
    final OwnFacts facts = new OwnFacts(configuration, sites);
    this.multicast =
        new MulticastWatch(
            configuration.multicast().enabled() && configuration.role().joinsSegment(),
            configuration.segmentIsListed(),
            clock);
    this.work =
        new AssignmentWork(
            configuration.server(),
            assignments,
            sites,
            identity,
            threads.workers(),
            ccmClock,
            this::tellResult);
    this.distributions =
        new Distributions(
            configuration,
            assignments,
            new AssignmentFetcher(bytes, identity::tokenForCcm, ccmClock, pause),
            work,
            segment,
            ccm,
            http,
            threads.workers(),
            fetches,
            ccmClock);
    this.receiver =
        new Receiver(
            configuration.role(),
            assignments,
            work,
            new EarlyWork(assignments, sites, segment, identity, threads::after),
            segment,
            new GapFiller(bytes, clock, pause),
            facts::freeDiskBytes,
            fetches,
            ccmClock);
    this.live = new LiveAnswers(root);
    this.content = new ContentAnswers(root);
    this.staging =
        new StagingAnswers(
            new StagingDesk(
                new OfferedDirectories(
                    configuration.stagingDirectories(), SettingKey.STAGING_DIRECTORIES.key()),
                state,
                state.resolve("staging"),
                threads.workers(),
                clock));
    this.relay = new RelayAnswers(assignments, new RateBound(configuration.relayBytesPerSecond()));
    final SegmentReporter segmentReporter =
        new SegmentReporter(configuration, segment, multicast, ccm, clock);
    this.publishFacts =
        new OneAtATime(threads.workers(), new FactsPublisher(facts, segment)::publish);
    this.reportSegment = new OneAtATime(threads.workers(), segmentReporter::report);
    this.reportPresence =
        new OneAtATime(
            threads.workers(), new PresenceReporter(configuration, facts, multicast, ccm)::report);
    final LeadershipOrderFile order = new LeadershipOrderFile(state);
    final KeySource keys =
        new KeySource(
            configuration.server(), configuration.segment(), configuration.segmentKeyFile(), state);
    this.courier =
        new KeyCourier(configuration.server(), identity, keys, ccm, clock, this::useKeys);
    this.askForKeys = new OneAtATime(threads.workers(), courier::askWhenDue);
    final CcmKeyFollower ccmKeys =
        new CcmKeyFollower(identity, ring -> newerKeys(ccm, configuration.server(), ring));
    this.followCcm = new OneAtATime(threads.workers(), ccmKeys::ask);
    this.start =
        new EnrolledStart(
            new Enrolment(configuration, identity, http, courier::received),
            segment,
            configuration,
            keys,
            order,
            courier,
            threads,
            this::enrolled);
    this.segmentOrders = new SegmentOrders(configuration, segment, order, start::joinAgain);
    this.selfView =
        new SelfView(
            configuration,
            segment,
            keys,
            order,
            multicast,
            sites,
            start::enrolmentProblem,
            start::joinProblem,
            () ->
                Stream.of(ccmKeys.problem(), courier.problem(), segmentReporter.problem())
                    .filter(it -> !it.isEmpty())
                    .findFirst()
                    .orElse(""),
            ccmClock,
            Map.of(
                "agent.notifications-of-other-epochs", distributions::refusedOfOtherEpochs,
                "agent.orders-of-other-epochs", segmentOrders::refusedOfOtherEpochs));
  }

  /** Brings everything to life; returns at once. */
  void start() {
    threads.after(
        Duration.ZERO,
        () -> {
          new SiteOpening(sites, publishFacts::ask).run();
          start.begin();
        });
  }

  private boolean isBeingReceived(UUID assignment) {
    try {
      return segment.missing(assignment).isPresent();
    } catch (ResourceException e) {
      return false;
    }
  }

  /** The key of the CCM is known: from here on assignments can be verified and reports sent. */
  private void enrolled() {
    threads.every(TICK, this::tick);
    threads.every(TICK, work::goOn);
    threads.every(TICK, sites::goOn);
    threads.every(REPORTS, reportSegment::ask);
    threads.every(REPORTS, reportPresence::ask);
    threads.every(CCM_KEYS, followCcm::ask);
    if (configuration.role().joinsSegment()) {
      threads.every(FACTS, publishFacts::ask);
      threads.every(TICK, askForKeys::ask);
    }
    threads.every(CLEANING, this::clean);
    threads.every(CLEANING, scrubs::tick);
    threads.every(CLEANING, sites::pruneAll);
    threads.untilThereAreThreads(distributions::resume);
    work.resume();
  }

  private static List<String> newerKeys(Ccm ccm, ServerName server, long ring) throws IOException {
    try {
      return ccm.newerKeys(server, ring);
    } catch (PeerUnavailable | PeerRefused e) {
      throw new IOException("the CCM does not say which keys it has: " + e.getMessage(), e);
    }
  }

  private boolean useKeys() {
    return start.join();
  }

  private void tick() {
    multicast.observe(segment.snapshot());
    if (factsAreDue) {
      askForFacts();
    }
    distributions.tick();
  }

  private void clean() {
    assignments.removeOld(
        record ->
            distributions.needs(record.id())
                || isBeingReceived(record.id())
                || work.isRunning(record.id())
                || receiver.isFilling(record.id()));
    distributions.forgetOld();
  }

  private void tellResult(AssignmentRecord record) {
    distributions.tell(record);
    askForFacts();
  }

  /** Whoever has work done must not take a result that is told already for a failure. */
  private void askForFacts() {
    factsAreDue = false;
    try {
      publishFacts.ask();
    } catch (RejectedExecutionException e) {
      factsAreDue = true;
    }
  }

  /** Another leader, another epoch, or none. */
  public void leadershipChanged(Leadership leadership) {
    LOG.log(
        Level.INFO,
        "segment {0}: {1}, leader {2}, epoch {3}",
        new Object[] {
          configuration.segment(),
          leadership.role(),
          leadership.leader().orElse("unknown"),
          Long.toString(leadership.epoch())
        });
    distributions.leadershipChanged(leadership);
    reportSegment.ask();
  }

  /** On the leader: members came, went or changed. */
  public void segmentChanged() {
    reportSegment.ask();
  }

  public Receiver receiver() {
    return receiver;
  }

  public Distributions distributions() {
    return distributions;
  }

  public SegmentOrders segmentOrders() {
    return segmentOrders;
  }

  public LiveAnswers live() {
    return live;
  }

  public RelayAnswers relay() {
    return relay;
  }

  public ContentAnswers content() {
    return content;
  }

  public StagingAnswers staging() {
    return staging;
  }

  public Scrubs scrubs() {
    return scrubs;
  }

  RequestGuard guard() {
    return guard;
  }

  List<Check> readiness() {
    return selfView.checks();
  }

  /** Body of {@code GET /agent/status}. */
  public JsonObject status() {
    return selfView.status();
  }

  /** Leaves the segment and ends all work; what is unfinished goes on after the next start. */
  void stop() {
    distributions.stop();
    scrubs.stop();
    try {
      start.stop();
    } catch (ResourceException | RuntimeException e) {
      // A server may take the connection away before the application; the adapter leaves by itself.
      LOG.log(Level.INFO, "the connector takes no more calls: {0}", e.getMessage());
    }
    threads.stop();
    sites.close();
  }
}
