package org.contentmover.content.apply;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.SiteCommit;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.NativeEncoding;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.live.FileSystemProbe;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.interpret.Admission;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.VersionPolicy;

/**
 * Carries out assignments on one hosted site of this server (CI-1 to CI-8).
 *
 * <p>One per site; a lock file keeps other processes out. Its methods exclude each other and may
 * take as long as the content is large. Time comes from the clock given.
 */
public final class ContentInterpreter implements Closeable {
  private final SiteDirectory directory;
  private final PublicKeyLookup trusted;
  private final Clock clock;
  private final Site site;
  private final SiteRecovery recovery;
  private final Staging staging;
  private final VersionOrders orders;
  private final TreeCare care;
  private final FileChannel lock;
  private final EarlyVersion early;
  private volatile SiteStatus status;
  private volatile Optional<ContentGroup> group;

  private ContentInterpreter(
      SiteDirectory directory, PublicKeyLookup trusted, Clock clock, Site site, FileChannel lock)
      throws IOException {
    this.directory = directory;
    this.trusted = trusted;
    this.clock = clock;
    this.site = site;
    this.lock = lock;
    this.recovery = new SiteRecovery(site);
    this.staging = new Staging(site, FileSystemProbe.probe(site.ops(), directory.path()));
    this.orders = new VersionOrders(site);
    this.early = new EarlyVersion(site, staging, trusted, this::isWaitedFor);
    this.care = new TreeCare(this, site, recovery, early::drop, clock);
    Trees.deleteRecursively(site.ops(), directory.early());
    Trees.deleteRecursively(site.ops(), directory.repair());
    AtomicFile.discard(site.ops(), directory.scratch());
    site.liveSwitch().discardInterrupted();
    recovery.recover();
    refreshStatus();
  }

  /**
   * Opens a site: makes its directories, adopts a document root that was there before, finishes or
   * undoes what a crash interrupted. A site in an unclear state opens too; its status names the
   * problem and every assignment is refused until a person has seen to it.
   *
   * @param trusted the keys of the CCM
   * @param pins the publishers without whose word nothing goes live
   * @param versionsToKeep versions kept on disk, live and backup included; at least 2
   * @throws IOException when the operating system refuses, or another process has the site
   * @throws IllegalStateException when this Java runtime does not take file names as UTF-8
   */
  public static ContentInterpreter open(
      SiteDirectory directory,
      PublicKeyLookup trusted,
      PublisherPins pins,
      Clock clock,
      int versionsToKeep)
      throws IOException {
    return open(
        directory,
        trusted,
        pins,
        clock,
        VersionPolicy.ofCount(versionsToKeep),
        FileSystemOps.REAL,
        Surroundings.noneOn("this server"));
  }

  /** Opens a site as above where no publisher is asked. */
  public static ContentInterpreter open(
      SiteDirectory directory, PublicKeyLookup trusted, Clock clock, int versionsToKeep)
      throws IOException {
    return open(directory, trusted, clock, versionsToKeep, FileSystemOps.REAL);
  }

  /** Opens a site as above, whose files are changed through operations of the caller's choice. */
  public static ContentInterpreter open(
      SiteDirectory directory,
      PublicKeyLookup trusted,
      Clock clock,
      int versionsToKeep,
      FileSystemOps ops)
      throws IOException {
    return open(
        directory,
        trusted,
        PublisherPins.NONE,
        clock,
        VersionPolicy.ofCount(versionsToKeep),
        ops,
        Surroundings.noneOn("this server"));
  }

  /** Opens a site as above, on a server that lets it reach something outside its directory. */
  public static ContentInterpreter open(
      SiteDirectory directory,
      PublicKeyLookup trusted,
      PublisherPins pins,
      Clock clock,
      VersionPolicy versionsKept,
      FileSystemOps ops,
      Surroundings surroundings)
      throws IOException {
    NativeEncoding.requireUtf8();
    Files.createDirectories(directory.path().getParent());
    SiteGround.make(ops, directory.path());
    FileChannel lock = SiteGround.lock(directory.path());
    boolean opened = false;
    try {
      SiteGround.make(ops, directory.versions());
      Site site = new Site(directory, pins, clock, versionsKept, ops, surroundings);
      ContentInterpreter interpreter =
          new ContentInterpreter(directory, trusted, clock, site, lock);
      opened = true;
      return interpreter;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /**
   * Carries out a received assignment of any type; never throws for what the assignment or the disk
   * does. Doing it again gives the same answer.
   */
  public synchronized AssignmentOutcome carryOut(Path assignmentFile) {
    long startNs = System.nanoTime();
    AssignmentHeader header = null;
    try (AssignmentReader reader = site.read(assignmentFile, trusted)) {
      header = reader.header();
      early.keepFor(reader);
      Done done = carryOut(reader);
      return outcome(
          header,
          result(done.step()),
          null,
          site.report().noteOn(header.assignmentId()),
          done.bytesWritten(),
          startNs);
    } catch (AssignmentRejected e) {
      boolean begun = header != null && site.hasFailed(header.assignmentId());
      Result result = begun ? Result.FAILED : Result.REFUSED;
      return outcome(header, result, e.reason(), e.getMessage(), 0, startNs);
    } catch (IOException e) {
      IOException why = FailureReasons.lookedInto(e, site.ops(), directory.path());
      return outcome(
          header, Result.FAILED, FailureReasons.of(why), FailureReasons.text(why), 0, startNs);
    } finally {
      early.drop();
    }
  }

  /**
   * Builds as much as can be built of the version that an assignment brings which is still being
   * received, so that little is left to do when its last byte has come. Changes nothing that
   * counts: {@link #carryOut} decides, and what was built is swept away unless it is for that very
   * assignment. To be called now and then while bytes arrive; takes some tenths of a second at
   * most, large files excepted. One assignment at a time; for another one, and when something does
   * not fit, it does nothing.
   *
   * @param assignmentFile has its full size, and the bytes that have arrived
   * @return whether calling again at once has more built
   */
  public synchronized boolean prepare(
      AssignmentId assignment, Path assignmentFile, ArrivedBytes arrived) {
    return early.build(assignment, assignmentFile, arrived);
  }

  /** Forgets what was built of an assignment that is not received any more. */
  public synchronized void abandon(AssignmentId assignment) {
    early.abandon(assignment);
  }

  /** How an assignment ended, and the file content written for it. */
  private record Done(JournalStep step, long bytesWritten) {}

  private Done carryOut(AssignmentReader reader) throws IOException, AssignmentRejected {
    AssignmentHeader header = reader.header();
    if (!reader.joint().isEmpty()) {
      throw new AssignmentRejected(
          RefusalReason.WRONG_SITE,
          "the assignment is for several sites at once, this is " + directory.site() + " alone");
    }
    recovery.requireReady();
    requireNotSwitchedBack(header);
    Optional<JournalRecord> before = admit(reader);
    if (before.isPresent()) {
      return new Done(before.get().step(), 0);
    }
    long bytesWritten = 0;
    switch (header.type()) {
      case PUBLISH, SYNCHRONIZE, REPLICATE, RESTORE, HOT ->
          bytesWritten = staging.stage(reader, early.built());
      case COMMIT -> orders.commit(header, SiteHooks.of(reader));
      case ROLLBACK -> orders.rollBack(header, SiteHooks.of(reader));
      case ABORT -> orders.abort(header);
      case REMOVE -> orders.remove(header, SiteHooks.of(reader));
    }
    requireNotSwitchedBack(header);
    if (site.hasFailed(header.assignmentId())) {
      throw new AssignmentRejected(
          RefusalReason.VERSION_MISMATCH,
          "version " + header.targetVersion() + " vanished from this server; synchronize it");
    }
    return new Done(
        site.state().result(header.assignmentId()).map(JournalRecord::step).orElseThrow(),
        bytesWritten);
  }

  /** A hook may have ended it now, or when the site was opened after a crash. */
  private void requireNotSwitchedBack(AssignmentHeader header) throws AssignmentRejected {
    if (site.hasFailed(header.assignmentId())) {
      // What an order was about is not staged any more; content can be staged again.
      Optional<AssignmentRejected> failure =
          site.report().takeFailure(header.assignmentId(), !header.type().carriesContent());
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }

  private Optional<JournalRecord> admit(AssignmentReader reader) throws AssignmentRejected {
    Optional<JournalRecord> before = check(reader.header());
    if (before.isEmpty()) {
      site.requireWanted(reader);
    }
    return before;
  }

  private Optional<JournalRecord> check(AssignmentHeader header) throws AssignmentRejected {
    return Admission.check(header, directory.site(), site.state(), clock.instant());
  }

  /**
   * Checks this site's part of a commit of several; changes nothing. For who works on this site
   * alone, as everything below that is about several sites.
   *
   * @return what it is to be switched from and to; empty when that was done before
   * @throws AssignmentRejected naming what does not fit
   */
  Optional<JournalRecord> prepareCommit(SiteCommit commit) throws IOException, AssignmentRejected {
    AssignmentHeader header = commit.header();
    recovery.requireReady();
    Optional<JournalRecord> before = check(header);
    if (before.isPresent() && site.isLive(header.targetVersion())) {
      return Optional.empty();
    }
    site.requireAllowed(header, commit.statement());
    orders.requireCommittable(header, commit.hooks());
    return Optional.of(
        site.record(JournalStep.COMMITTING, header, site.liveOrNothing(), commit.hooks()));
  }

  /** The site, for who switches several. */
  Site site() {
    return site;
  }

  /** Finds out how the site is, after a switch of several sites or an attempt at it. */
  synchronized void lookAgain() throws IOException {
    early.drop();
    recovery.isReady();
    refreshStatus();
  }

  /** Whether it would be staged now if all of it were here. */
  private boolean isWaitedFor(AssignmentReader reader) throws IOException, AssignmentRejected {
    return recovery.isReady() && reader.header().type().carriesContent() && admit(reader).isEmpty();
  }

  private static Result result(JournalStep step) {
    return switch (step) {
      case STAGED -> Result.STAGED;
      case COMMITTED, REMOVED -> Result.COMMITTED;
      case ROLLED_BACK -> Result.ROLLED_BACK;
      case ABORTED -> Result.ABORTED;
      default -> throw new IllegalStateException(step + " is no result");
    };
  }

  private AssignmentOutcome outcome(
      AssignmentHeader header,
      Result result,
      RefusalReason reason,
      String detail,
      long bytesWritten,
      long startNs) {
    refreshStatus();
    return new AssignmentOutcome(
        header == null ? null : header.assignmentId(),
        header == null ? null : header.type(),
        result,
        reason,
        detail,
        bytesWritten,
        status.liveVersion(),
        Duration.ofNanos(System.nanoTime() - startNs));
  }

  private void refreshStatus() {
    group = site.state().belongsTo();
    status = site.status(recovery.problem());
  }

  /** Compares the versions that are here with their manifests, and repairs them. */
  public TreeCare care() {
    return care;
  }

  /**
   * Which versions are here, as of the last assignment; answers at once, even while one is carried
   * out.
   */
  public SiteStatus status() {
    return status;
  }

  /**
   * Why visitors may see something else than what is live, for an administrator; empty when all is
   * well. Answers at once.
   */
  public Optional<String> notShown() {
    return site.showing().problem();
  }

  /**
   * The content group it belongs to, as of the last assignment; empty for none yet. Answers at
   * once.
   */
  public Optional<ContentGroup> group() {
    return group;
  }

  /**
   * Deletes versions that are not to be kept, unless the site is unclear or something has to be
   * ended first. Staging does it too; to be called after commits, which saves disk, and now and
   * then, for versions that get old and a disk that gets full.
   */
  public synchronized void prune() throws IOException {
    if (recovery.isSettled()) {
      site.tidy(early.bases());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      early.drop();
    } finally {
      lock.close();
    }
  }
}
