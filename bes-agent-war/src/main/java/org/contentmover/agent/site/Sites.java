package org.contentmover.agent.site;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.work.Texts;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.apply.JointCommit;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.apply.TreeCare;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.gl.api.SiteFacts;

/**
 * All hosted sites below the root directory. Safe for any thread; work on one site is strictly
 * serial, sites do not wait for each other.
 */
public final class Sites {
  private static final Logger LOG = Logger.getLogger(Sites.class.getName());

  private final Path root;
  private final PublicKeyLookup ccmKeys;
  private final Function<HostedSite, PublisherPins> publishers;
  private final Clock clock;
  private final VersionPolicy versionsKept;
  private final Function<HostedSite, Surroundings> surroundings;
  private final JointCommit joint;
  private final SiteQueues queues;
  private volatile Consumer<HostedSite> driftSeen = site -> {};
  private final ConcurrentMap<HostedSite, Site> open = new ConcurrentHashMap<>();
  private final ConcurrentMap<HostedSite, UnopenedSite> unopened = new ConcurrentHashMap<>();
  private final Set<HostedSite> toBePruned = ConcurrentHashMap.newKeySet();

  private boolean closed;

  /**
   * The sites below a root; none is opened yet.
   *
   * @param publishers without whose word a site shows nothing
   * @param surroundings of each site
   * @param threads carry the work
   */
  public Sites(
      Path root,
      PublicKeyLookup ccmKeys,
      Function<HostedSite, PublisherPins> publishers,
      Clock clock,
      VersionPolicy versionsKept,
      Function<HostedSite, Surroundings> surroundings,
      Executor threads) {
    this.root = root;
    this.ccmKeys = ccmKeys;
    this.publishers = publishers;
    this.clock = clock;
    this.versionsKept = versionsKept;
    this.surroundings = surroundings;
    this.queues = new SiteQueues(threads);
    this.joint = new JointCommit(root, ccmKeys);
  }

  /**
   * Begins to open every site that is on disk; a document root that was there before is adopted.
   * Each is opened as work on it, so that a slow hook holds up its own site alone.
   *
   * @return ends when all were tried
   */
  public CompletableFuture<Void> openAll() throws IOException {
    Set<HostedSite> found = new TreeSet<>();
    joint.discardInterrupted();
    Set<HostedSite> interrupted = joint.interrupted();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
      for (Path directory : directories) {
        String name = directory.getFileName().toString();
        if (HostedSite.isValid(name)
            && Files.isDirectory(directory)
            && (Files.exists(directory.resolve("live"), LinkOption.NOFOLLOW_LINKS)
                || interrupted.contains(new HostedSite(name)))) {
          found.add(new HostedSite(name));
        }
      }
    }
    found.forEach(
        name -> unopened.put(name, UnopenedSite.beingOpened(SiteDirectory.under(root, name))));
    return queues.onEach(found, this::tryOpen);
  }

  private void tryOpen(HostedSite name) {
    try {
      open(name);
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.SEVERE, "hosted site " + name + " cannot be opened", e);
    }
  }

  /** Called only from work on the site: one at a time. */
  private Site open(HostedSite name) throws IOException {
    Site site = open.get(name);
    if (site != null) {
      return site;
    }
    try {
      site =
          Site.open(
              SiteDirectory.under(root, name),
              ccmKeys,
              publishers.apply(name),
              clock,
              versionsKept,
              surroundings.apply(name));
    } catch (IOException | RuntimeException e) {
      unopened.put(name, UnopenedSite.because("cannot be opened: " + e));
      throw e instanceof IOException failure ? failure : new IOException(e.toString(), e);
    }
    keep(name, site);
    endInterrupted(site);
    return site;
  }

  /** What comes to life while the agent stops is closed again: another one wants its lock. */
  private synchronized void keep(HostedSite name, Site site) throws IOException {
    if (closed) {
      site.close();
      throw new IOException("the agent is being stopped");
    }
    open.put(name, site);
    unopened.remove(name);
  }

  /** The last one of the sites that a crash found half switched ends that for all of them. */
  private void endInterrupted(Site site) {
    if (site.problem().isPresent()) {
      joint.recover(name -> Optional.ofNullable(open.get(name)).map(Site::interpreter));
    }
  }

  /** Runs work on a site, after all that was given before. */
  public void execute(HostedSite name, Runnable work) {
    queues.execute(name, work);
  }

  /**
   * Runs work on several sites, after all that was given before to any of them and before all that
   * is given later. Nobody comes in between: so two that share sites have them in the same order.
   */
  public void execute(List<HostedSite> names, Runnable work) {
    queues.execute(names, work);
  }

  /**
   * To be called every second: has go on what waits because there was no thread for it once.
   * Servers that hold a commit up for longer are taken for missing.
   */
  public void goOn() {
    try {
      queues.goOn();
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "work on sites has to wait for a thread", e);
    }
  }

  /**
   * Carries an assignment out; call only from work given to {@link #execute} for its sites.
   *
   * @param names of its sites
   */
  public AssignmentOutcome carryOut(AssignmentHeader header, List<HostedSite> names, Path file) {
    try {
      return names.size() == 1 ? carryOut(header, file) : carryOutTogether(names, file);
    } catch (IOException | IllegalArgumentException e) {
      return new AssignmentOutcome(
          header.assignmentId(),
          header.type(),
          AssignmentOutcome.Result.FAILED,
          RefusalReason.SITE_UNCLEAR,
          "a hosted site of " + names + " cannot be opened: " + e,
          0,
          liveVersion(header.hostedSite()),
          Duration.ZERO);
    }
  }

  private AssignmentOutcome carryOutTogether(List<HostedSite> names, Path file) throws IOException {
    Map<HostedSite, ContentInterpreter> here = new TreeMap<>();
    for (HostedSite name : names) {
      if (Files.isRegularFile(SiteDirectory.under(root, name).journal())) {
        Site site = open(name);
        endInterrupted(site);
        here.put(name, site.interpreter());
      }
    }
    return joint.carryOut(file, name -> Optional.ofNullable(here.get(name)));
  }

  private AssignmentOutcome carryOut(AssignmentHeader header, Path file) throws IOException {
    Site site = open(header.hostedSite());
    endInterrupted(site);
    AssignmentOutcome outcome = site.carryOut(file);
    if (outcome.reason() == RefusalReason.DRIFT) {
      driftSeen.accept(header.hostedSite());
    }
    return outcome;
  }

  /**
   * Stages what has come of an assignment that is still being received; call as {@link #carryOut}.
   *
   * @return whether there is more of it
   */
  public boolean prepare(AssignmentHeader header, Path file, ArrivedBytes arrived) {
    try {
      return open(header.hostedSite()).prepare(header, file, arrived);
    } catch (IOException | IllegalArgumentException e) {
      return false; // Said when it is carried out.
    }
  }

  /** Forgets what was staged of an assignment that does not come; call as {@link #carryOut}. */
  public void abandon(AssignmentHeader header) {
    Site site = open.get(header.hostedSite());
    if (site != null) {
      site.abandon(header);
    }
  }

  /** Deletes versions that are not to be kept any more; call as {@link #carryOut}. */
  public void prune(HostedSite name) {
    try {
      open(name).prune();
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "old versions of site " + name + " cannot be deleted", e);
    }
  }

  /**
   * Has every site do that, after all that was given before; for versions that get old, and a disk
   * that gets full.
   */
  public void pruneAll() {
    Set<HostedSite> due = names();
    due.removeIf(name -> !toBePruned.add(name));
    var unused =
        queues.onEach(
            due,
            name -> {
              toBePruned.remove(name);
              prune(name);
            });
  }

  /** Tells whenever an assignment came upon something that was changed by hand; once set. */
  public void whenDriftIsSeen(Consumer<HostedSite> listener) {
    driftSeen = listener;
  }

  /** The sites that can be worked on. */
  public Set<HostedSite> names() {
    return new TreeSet<>(open.keySet());
  }

  /** Compares and repairs the trees of a site; empty when it is not here. */
  public Optional<TreeCare> care(HostedSite name) {
    return Optional.ofNullable(open.get(name)).map(Site::care);
  }

  /** The live version of a site, 0 when there is none. */
  public long liveVersion(HostedSite name) {
    Site site = open.get(name);
    if (site != null) {
      return site.liveVersion();
    }
    UnopenedSite closedSite = unopened.get(name);
    return closedSite == null ? 0 : closedSite.liveVersion();
  }

  /** What the segment and the CCM are told about the sites, by name. */
  public List<SiteFacts> facts() {
    Map<HostedSite, SiteFacts> facts = new TreeMap<>();
    open.forEach((name, site) -> facts.put(name, site.facts()));
    unopened.forEach(
        (name, site) ->
            facts.put(
                name,
                new SiteFacts(
                    name.value(),
                    site.group(),
                    site.liveVersion(),
                    0,
                    0,
                    Texts.atMostBytes(site.problem(), SiteFacts.MAX_PROBLEM_BYTES))));
    return List.copyOf(facts.values());
  }

  /** Every site that cannot be worked on, or is not shown as it is, and why. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    open.forEach(
        (name, site) -> site.problems().forEach(problem -> problems.add(name + ": " + problem)));
    unopened.forEach((name, site) -> problems.add(name + ": " + site.problem()));
    return problems;
  }

  /** Closes all; work must have ended. */
  public synchronized void close() {
    closed = true;
    for (Map.Entry<HostedSite, Site> entry : open.entrySet()) {
      try {
        entry.getValue().close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "hosted site " + entry.getKey() + " did not close", e);
      }
    }
    open.clear();
  }
}
