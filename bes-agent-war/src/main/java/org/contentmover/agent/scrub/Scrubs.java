package org.contentmover.agent.scrub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.config.ScrubSettings;
import org.contentmover.agent.relay.RateBound;
import org.contentmover.agent.site.Sites;
import org.contentmover.agent.work.OneAtATime;
import org.contentmover.content.apply.ContentSource;
import org.contentmover.content.apply.TreeCare;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.ServerName;

/**
 * Compares the trees of all sites with their manifests: in intervals, by order, and when an
 * assignment came upon something that was changed; has them repaired, and tells the CCM (CI-7). One
 * site at a time, so slowly that nobody who serves it notices. Safe for any thread.
 */
public final class Scrubs {
  private static final Logger LOG = Logger.getLogger(Scrubs.class.getName());

  /** All servers of a farm are set up on one day; their disks need not be busy in one hour. */
  private static final int SPREAD_PERCENT = 10;

  /** What lacked when a repair failed, mostly the CCM, is there again by then. */
  private static final Duration REPAIR_AGAIN_AFTER = Duration.ofMinutes(5);

  private final ServerName self;
  private final Sites sites;
  private final ScrubSettings settings;
  private final Path directory;
  private final Function<HostedSite, ContentSource> contents;
  private final Ccm ccm;
  private final Clock clock;
  private final RateBound rate;
  private final OneAtATime work;
  private final Set<HostedSite> wanted = new LinkedHashSet<>();
  private final Map<HostedSite, Instant> repairTriedAt = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /**
   * Of one server.
   *
   * @param configuration names the directory that remembers when each site was scrubbed
   * @param contents where a repair gets what this server has lost
   */
  public Scrubs(
      AgentConfiguration configuration,
      Sites sites,
      Function<HostedSite, ContentSource> contents,
      Ccm ccm,
      Executor threads,
      Clock clock)
      throws IOException {
    this.self = configuration.server();
    this.sites = sites;
    this.settings = configuration.scrub();
    this.directory = Files.createDirectories(configuration.stateDirectory().resolve("scrubs"));
    this.contents = contents;
    this.ccm = ccm;
    this.clock = clock;
    this.rate = new RateBound(settings.bytesPerSecond());
    this.work = new OneAtATime(threads, this::work);
    sites.whenDriftIsSeen(this::order);
  }

  /**
   * Has a site scrubbed as soon as those before it are done, and there is a thread; returns at
   * once.
   *
   * @return false when it is not on this server
   */
  public boolean order(HostedSite site) {
    if (!sites.names().contains(site)) {
      return false;
    }
    synchronized (wanted) {
      wanted.add(site);
    }
    try {
      work.ask();
    } catch (RejectedExecutionException e) {
      // Who came upon a change has to tell that; the next tick finds what is wanted.
      LOG.log(Level.FINE, "the scrub of " + site + " has to wait for a thread", e);
    }
    return true;
  }

  /** To be called now and then: begins what is due, and tells again what could not be told. */
  public void tick() {
    work.ask();
  }

  /** Gives up what is being read. */
  public void stop() {
    stopped = true;
  }

  private void work() {
    for (HostedSite site : sites.names()) {
      if (!stopped) {
        orderIfDue(site);
      }
    }
    for (Optional<HostedSite> next = next(); next.isPresent() && !stopped; next = next()) {
      scrub(next.get());
    }
    for (HostedSite site : sites.names()) {
      if (!stopped) {
        repairAgainIfDue(site);
        tell(site);
      }
    }
  }

  private Optional<HostedSite> next() {
    synchronized (wanted) {
      Optional<HostedSite> first = wanted.stream().findFirst();
      first.ifPresent(wanted::remove);
      return first;
    }
  }

  private void orderIfDue(HostedSite site) {
    try {
      Optional<ScrubRecord> last = ScrubRecord.read(file(site));
      if (last.isEmpty()) {
        ScrubRecord.metAt(clock.instant()).write(file(site));
      } else if (!settings.interval().isZero() && !clock.instant().isBefore(due(last.get().at()))) {
        synchronized (wanted) {
          wanted.add(site);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "when site " + site + " was scrubbed cannot be remembered", e);
    }
  }

  /** Some time before the whole interval is over, for each server another. */
  private Instant due(Instant last) {
    long spread = Math.floorMod(self.value().hashCode(), 100L) * SPREAD_PERCENT;
    Duration interval = settings.interval();
    return last.plus(interval).minus(interval.multipliedBy(spread).dividedBy(10_000));
  }

  private void scrub(HostedSite site) {
    Optional<TreeCare> care = sites.care(site);
    if (care.isEmpty()) {
      return;
    }
    try {
      TreeCare.Found found = care.get().scrub(this::await);
      boolean whole = found.versions().stream().allMatch(it -> it.drift().isEmpty());
      logFound(site, found);
      ScrubRecord record = ScrubRecord.of(site, found);
      keep(site, record);
      if (!whole && settings.repair()) {
        repair(site, care.get(), record);
      }
    } catch (InterruptedIOException e) {
      LOG.log(Level.INFO, "the scrub of site {0} was given up: {1}", new Object[] {site, e});
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.SEVERE, "site " + site + " cannot be scrubbed", e);
    }
  }

  /** A repair that failed, or that the agent's end interrupted, needs no other scrub. */
  private void repairAgainIfDue(HostedSite site) {
    Instant tried = repairTriedAt.getOrDefault(site, Instant.MIN);
    if (!settings.repair() || clock.instant().minus(REPAIR_AGAIN_AFTER).isBefore(tried)) {
      return;
    }
    try {
      Optional<ScrubRecord> last = ScrubRecord.read(file(site)).filter(ScrubRecord::isUnrepaired);
      Optional<TreeCare> care = sites.care(site);
      if (last.isPresent() && care.isPresent()) {
        repair(site, care.get(), last.get());
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.SEVERE, "site " + site + " cannot be repaired", e);
    }
  }

  private void repair(HostedSite site, TreeCare care, ScrubRecord found) throws IOException {
    repairTriedAt.put(site, clock.instant());
    TreeCare.Repaired repaired = care.repair(contents.apply(site));
    LOG.log(
        Level.WARNING,
        "site {0}: repaired versions {1} {2}",
        new Object[] {site, repaired.repaired(), repaired.problem()});
    keep(site, found.after(repaired, clock.instant()));
  }

  private static void logFound(HostedSite site, TreeCare.Found found) {
    for (TreeCare.VersionDrift version : found.versions()) {
      if (!version.drift().isEmpty()) {
        LOG.log(
            Level.WARNING,
            "site {0}: {1} paths of version {2} are not what they should be, among them {3}",
            new Object[] {
              site,
              version.drift().count(),
              Long.toString(version.version()),
              version.drift().named().get(0)
            });
      }
    }
  }

  /** The CCM hears of drift at once, also when the repair takes long. */
  private void keep(HostedSite site, ScrubRecord found) throws IOException {
    found.write(file(site));
    tell(site);
  }

  private void tell(HostedSite site) {
    try {
      Optional<ScrubRecord> last = ScrubRecord.read(file(site));
      if (last.isPresent() && !last.get().told()) {
        ccm.reportScrub(self, last.get().report());
        last.get().told(true).write(file(site));
      }
    } catch (PeerUnavailable e) {
      LOG.log(Level.FINE, "the CCM is told later what the scrub of " + site + " found", e);
    } catch (PeerRefused | IOException e) {
      LOG.log(
          Level.WARNING,
          "the CCM does not take what the scrub of {0} found: {1}",
          new Object[] {site, e.getMessage()});
    }
  }

  private Path file(HostedSite site) {
    return directory.resolve(site.value());
  }

  private void await(long bytes) throws InterruptedIOException {
    if (stopped) {
      throw new InterruptedIOException("the agent stops");
    }
    try {
      TimeUnit.NANOSECONDS.sleep(rate.reserve(bytes, System.nanoTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the agent stops");
    }
  }
}
