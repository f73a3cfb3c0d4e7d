package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.ScrubRound;
import org.contentmover.content.journal.SiteJournal;
import org.contentmover.content.live.LiveSwitch;
import org.contentmover.content.live.LiveTree;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.content.live.VersionTree;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.interpret.SiteState;
import org.contentmover.core.interpret.SiteState.Past;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.interpret.VersionPolicy.Pruned;
import org.contentmover.core.interpret.VersionPolicy.Room;
import org.contentmover.core.manifest.ContentHash;

/**
 * One hosted site on this server: its journal and state, and what is live, staged and kept.
 *
 * <p>One thread at a time.
 */
final class Site {
  private static final System.Logger LOG = System.getLogger(Site.class.getName());

  private final SiteDirectory directory;
  private final Clock clock;
  private final VersionPolicy policy;
  private final FileSystemOps ops;
  private final PublisherPins pins;
  private final Versions versions;
  private final LiveSwitch liveSwitch;
  private final SwitchReport report;
  private final Unsealing unsealing;
  private final SiteShowing showing;
  private final SiteHooks hooks;
  private final SiteEntries entries;
  private int surprises;

  /** What visitors saw before something else was shown to them. */
  private Set<VersionTree> leftBehind = Set.of();

  private SiteJournal journal;

  Site(
      SiteDirectory directory,
      PublisherPins pins,
      Clock clock,
      VersionPolicy policy,
      FileSystemOps ops,
      Surroundings surroundings) {
    this.directory = directory;
    this.clock = clock;
    this.policy = policy;
    this.ops = ops;
    this.pins = pins;
    this.unsealing = surroundings.unsealing();
    this.versions = new Versions(ops, directory);
    this.liveSwitch = new LiveSwitch(ops, directory);
    this.report = new SwitchReport(ops, directory.report());
    this.showing =
        new SiteShowing(ops, directory, versions, surroundings.hooks(), surroundings.switchHook());
    this.hooks = new SiteHooks(directory, versions, surroundings.hooks(), showing, report);
    this.entries =
        new SiteEntries(ops, directory, surroundings.files(), pins != PublisherPins.NONE);
  }

  /** Reads an assignment as this server can, sealed or not. */
  AssignmentReader read(Path assignmentFile, PublicKeyLookup trusted)
      throws IOException, AssignmentRejected {
    return AssignmentReader.open(assignmentFile, trusted, unsealing.box());
  }

  /**
   * What this server wants of whatever comes: a publisher's word, and a seal.
   *
   * @throws AssignmentRejected when it came without
   */
  void requireWanted(AssignmentReader reader) throws AssignmentRejected {
    requireAllowed(reader.header(), reader.statement());
    unsealing.check(reader.header(), reader.seal());
  }

  /**
   * As above, of an order, which is never sealed.
   *
   * @throws AssignmentRejected when a publisher's word is wanted and this is not it
   */
  void requireAllowed(AssignmentHeader header, Optional<SignedStatement> statement)
      throws AssignmentRejected {
    pins.check(header, statement, state());
  }

  SiteDirectory directory() {
    return directory;
  }

  FileSystemOps ops() {
    return ops;
  }

  Versions versions() {
    return versions;
  }

  LiveSwitch liveSwitch() {
    return liveSwitch;
  }

  SiteHooks hooks() {
    return hooks;
  }

  SiteShowing showing() {
    return showing;
  }

  SiteEntries entries() {
    return entries;
  }

  SwitchReport report() {
    return report;
  }

  /**
   * Something was read that is another content than its version has, and that nobody knew of: what
   * a scrub has read by now it reads again, for it may have been sound then. For any thread.
   */
  synchronized void noteSurprise() {
    surprises++;
    try {
      ScrubRound.forget(ops, directory.scrub());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the next scrub goes on where one was given up", e);
    }
  }

  /** How often there was one since the site was opened. */
  synchronized int surprises() {
    return surprises;
  }

  // ---------------------------------------------------------------- journal

  void openJournal() throws IOException {
    if (journal == null) {
      journal = SiteJournal.open(ops, directory.journal());
    }
  }

  SiteState state() {
    return journal == null ? SiteState.INITIAL : journal.state();
  }

  boolean hasFailed(AssignmentId assignmentId) {
    return state().result(assignmentId).filter(it -> it.step() == JournalStep.FAILED).isPresent();
  }

  /** Journals a step of an assignment. */
  JournalRecord append(JournalStep step, AssignmentHeader header) throws IOException {
    return append(step, header, JournalRecord.NOTHING, List.of());
  }

  /** As above; hooks after the switch are remembered for who has to finish it. */
  JournalRecord append(
      JournalStep step, AssignmentHeader header, long fromVersion, List<HookCall> calls)
      throws IOException {
    JournalRecord record = record(step, header, fromVersion, calls);
    journal.append(record);
    return record;
  }

  /** What the journal is going to say of a step. */
  JournalRecord record(
      JournalStep step, AssignmentHeader header, long fromVersion, List<HookCall> calls) {
    return new JournalRecord(
        step,
        clock.instant(),
        JournalRecord.Cause.of(header, pins.statementMs(header), calls),
        header.targetVersion(),
        fromVersion,
        header.targetManifestSha256());
  }

  /** Journals what followed an earlier record; what is to be told of it is kept before. */
  JournalRecord append(JournalStep step, JournalRecord earlier, long fromVersion)
      throws IOException {
    report.keep(earlier.cause().assignmentId());
    JournalRecord record =
        new JournalRecord(
            step,
            clock.instant(),
            earlier.cause(),
            earlier.version(),
            fromVersion,
            earlier.manifestSha256());
    journal.append(record);
    return record;
  }

  void appendAdoption(JournalStep step) throws IOException {
    journal.append(
        new JournalRecord(step, clock.instant(), null, 0, JournalRecord.NOTHING, ContentHash.NONE));
  }

  // ---------------------------------------------------------------- what is live

  OptionalLong liveVersion() throws IOException {
    LiveTree live = LiveTree.inspect(directory);
    return live.is(LiveTree.Kind.VERSION) ? OptionalLong.of(live.version()) : OptionalLong.empty();
  }

  /** What a switch leads away from. */
  long liveOrNothing() throws IOException {
    return liveVersion().orElse(JournalRecord.NOTHING);
  }

  boolean isLive(long version) throws IOException {
    OptionalLong live = liveVersion();
    return live.isPresent() && live.getAsLong() == version;
  }

  boolean isBackup(long version) throws IOException {
    OptionalLong backup = liveSwitch.backup();
    return backup.isPresent() && backup.getAsLong() == version;
  }

  /** Whether the tree of a version is on disk. Version 0, adopted, has no manifest. */
  boolean hasTree(long version) throws IOException {
    return !directory.trees(version).isEmpty();
  }

  // ---------------------------------------------------------------- what is kept

  /**
   * Deletes versions that nobody needs: all that were never live, of the others those the policy
   * says (CI-4). After a crash what is left of one goes with the next.
   *
   * @param inUse versions something is built upon
   * @param neededBytes what is about to be written
   */
  void prune(Set<Long> inUse, long neededBytes) throws IOException {
    liveSwitch.followRepairs();
    prune(inUse, neededBytes, visible());
  }

  /**
   * Has visitors see what is live, where that could not be done, and prunes. What they saw until
   * now stays until the next time, whatever is pruned meanwhile: a request may have begun with it.
   */
  void tidy(Set<Long> inUse) throws IOException {
    leftBehind = Set.of();
    show(inUse);
  }

  /** Has visitors see what was repaired, as {@link #tidy} does; nothing is dropped for that. */
  void showRepaired() throws IOException {
    show(Set.of());
  }

  private void show(Set<Long> inUse) throws IOException {
    liveSwitch.followRepairs();
    Set<VersionTree> before = visible();
    showing.catchUp(state().group());
    before.removeAll(showing.trees());
    leftBehind = before;
    prune(inUse, 0, visible());
  }

  private Set<VersionTree> visible() throws IOException {
    Set<VersionTree> visible = new HashSet<>(showing.trees());
    visible.addAll(leftBehind);
    return visible;
  }

  private void prune(Set<Long> inUse, long neededBytes, Set<VersionTree> visible)
      throws IOException {
    Set<Long> kept = shown();
    visible.forEach(it -> kept.add(it.version()));
    final int needed = kept.size();
    state().staged().map(JournalRecord::version).ifPresent(kept::add);
    kept.addAll(inUse);
    Set<Long> there = versions.withTree();
    there.removeAll(kept);
    List<Past> past = new ArrayList<>(state().past());
    past.removeIf(it -> !there.contains(it.version()));
    past.forEach(it -> kept.add(it.version()));
    versions.deleteAllBut(kept, visible);
    for (Optional<Pruned> next = nextOf(needed, past, neededBytes);
        next.isPresent();
        next = nextOf(needed, past, neededBytes)) {
      LOG.log(
          System.Logger.Level.INFO,
          "site {0}: version {1} is deleted: {2}",
          directory.site(),
          Long.toString(next.get().version()),
          next.get().why());
      versions.delete(past.remove(past.size() - 1).version());
    }
  }

  /** What is shown, or is as soon as somebody goes back. */
  private Set<Long> shown() throws IOException {
    Set<Long> shown = new HashSet<>();
    OptionalLong live = liveVersion();
    if (live.isPresent()) {
      shown.add(live.getAsLong());
      shown.add(versions.standsFor(live.getAsLong()));
    }
    liveSwitch.backup().ifPresent(shown::add);
    // Should be live, and is not where somebody linked another one.
    state().history().stream().limit(1).forEach(shown::add);
    return shown;
  }

  private Optional<Pruned> nextOf(int needed, List<Past> past, long neededBytes)
      throws IOException {
    Path disk = directory.versions();
    Room room = new Room(ops.usableBytes(disk), ops.sizeBytes(disk), neededBytes);
    return policy.next(needed, past, clock.instant(), room);
  }

  SiteStatus status(Optional<String> problem) {
    try {
      return new SiteStatus(
          liveVersion().orElse(0),
          state().staged().map(JournalRecord::version).orElse(0L),
          liveSwitch.backup().orElse(0),
          problem.orElse(null));
    } catch (IOException e) {
      return new SiteStatus(0, 0, 0, "the site's directory cannot be read: " + e.getMessage());
    }
  }
}
