package org.contentmover.agent.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.contentmover.agent.work.Texts;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.apply.TreeCare;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.gl.api.SiteFacts;

/**
 * One hosted site on this server. Work is done by one thread at a time, in the order the site's
 * executor gives; what the site shows can be asked by any thread and never waits for work.
 */
final class Site {
  /** Stands for the content group of a site that has none yet. */
  static final String NO_GROUP = "none";

  private final HostedSite name;
  private final Path groupFile;
  private final ContentInterpreter interpreter;
  private volatile ContentGroup group;
  private volatile ContentGroup admitted;

  private Site(
      SiteDirectory directory,
      Path groupFile,
      PublicKeyLookup ccmKeys,
      PublisherPins publishers,
      Clock clock,
      VersionPolicy versionsKept,
      Surroundings surroundings)
      throws IOException {
    this.name = directory.site();
    this.groupFile = groupFile;
    this.group = readGroup(groupFile);
    this.interpreter =
        ContentInterpreter.open(
            directory,
            this::belongsTo,
            ccmKeys,
            publishers,
            clock,
            versionsKept,
            FileSystemOps.REAL,
            surroundings);
  }

  /**
   * Opens a site; what a crash interrupted is finished or undone.
   *
   * @param groupFile remembers the content group
   * @param publishers without whose word nothing is shown
   */
  static Site open(
      SiteDirectory directory,
      Path groupFile,
      PublicKeyLookup ccmKeys,
      PublisherPins publishers,
      Clock clock,
      VersionPolicy versionsKept,
      Surroundings surroundings)
      throws IOException {
    return new Site(directory, groupFile, ccmKeys, publishers, clock, versionsKept, surroundings);
  }

  /** Carries an assignment out; the site belongs to its group from then on. */
  AssignmentOutcome carryOut(AssignmentHeader header, Path file) {
    admit(header);
    AssignmentOutcome outcome = interpreter.carryOut(file);
    if (outcome.succeeded() && !header.contentGroup().equals(group)) {
      writeGroup(header.contentGroup());
    }
    return outcome;
  }

  /** Stages what has come of an assignment; true when there is more of it. */
  boolean prepare(AssignmentHeader header, Path file, ArrivedBytes arrived) {
    admit(header);
    return interpreter.prepare(header.assignmentId(), file, arrived);
  }

  void abandon(AssignmentHeader header) {
    interpreter.abandon(header.assignmentId());
  }

  /** For an order to several sites, this one among them. */
  ContentInterpreter forOrder() {
    admitted = group;
    return interpreter;
  }

  /** For who ends what was interrupted on several sites. */
  ContentInterpreter interpreter() {
    return interpreter;
  }

  TreeCare care() {
    return interpreter.care();
  }

  void prune() throws IOException {
    interpreter.prune();
  }

  /** The whole content comes only when the CCM put this server into the group. */
  private void admit(AssignmentHeader header) {
    admitted = header.type() == AssignmentType.REPLICATE ? header.contentGroup() : group;
  }

  /** What the segment and the CCM are told about it. */
  SiteFacts facts() {
    SiteStatus now = interpreter.status();
    return new SiteFacts(
        name.value(),
        Optional.ofNullable(group).map(ContentGroup::value).orElse(NO_GROUP),
        now.liveVersion(),
        now.stagedVersion(),
        now.backupVersion(),
        Texts.atMostBytes(now.problem() == null ? "" : now.problem(), SiteFacts.MAX_PROBLEM_BYTES));
  }

  /** What keeps the site from being worked on, in full. */
  Optional<String> problem() {
    return Optional.ofNullable(interpreter.status().problem());
  }

  long liveVersion() {
    return interpreter.status().liveVersion();
  }

  void close() throws IOException {
    interpreter.close();
  }

  private boolean belongsTo(ContentGroup asked) {
    return admitted == null || admitted.equals(asked);
  }

  /** Null when the site has none yet. */
  static ContentGroup readGroup(Path file) throws IOException {
    return Files.exists(file) ? new ContentGroup(Files.readString(file).strip()) : null;
  }

  private void writeGroup(ContentGroup now) {
    byte[] name = (now.value() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.replace(FileSystemOps.REAL, groupFile, out -> out.write(name));
    } catch (IOException e) {
      throw new UncheckedIOException(groupFile + " cannot be written", e);
    }
    group = now;
  }
}
