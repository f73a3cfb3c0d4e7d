package org.contentmover.agent.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.contentmover.agent.work.Texts;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.apply.TreeCare;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentHeader;
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
  private final ContentInterpreter interpreter;

  private Site(HostedSite name, ContentInterpreter interpreter) {
    this.name = name;
    this.interpreter = interpreter;
  }

  /**
   * Opens a site; what a crash interrupted is finished or undone.
   *
   * @param publishers without whose word nothing is shown
   */
  static Site open(
      SiteDirectory directory,
      PublicKeyLookup ccmKeys,
      PublisherPins publishers,
      Clock clock,
      VersionPolicy versionsKept,
      Surroundings surroundings)
      throws IOException {
    return new Site(
        directory.site(),
        ContentInterpreter.open(
            directory, ccmKeys, publishers, clock, versionsKept, FileSystemOps.REAL, surroundings));
  }

  /** Carries an assignment out. */
  AssignmentOutcome carryOut(Path file) {
    return interpreter.carryOut(file);
  }

  /** Stages what has come of an assignment; true when there is more of it. */
  boolean prepare(AssignmentHeader header, Path file, ArrivedBytes arrived) {
    return interpreter.prepare(header.assignmentId(), file, arrived);
  }

  void abandon(AssignmentHeader header) {
    interpreter.abandon(header.assignmentId());
  }

  /** For who works on several sites. */
  ContentInterpreter interpreter() {
    return interpreter;
  }

  TreeCare care() {
    return interpreter.care();
  }

  void prune() throws IOException {
    interpreter.prune();
  }

  /** What the segment and the CCM are told about it. */
  SiteFacts facts() {
    SiteStatus now = interpreter.status();
    return new SiteFacts(
        name.value(),
        interpreter.group().map(ContentGroup::value).orElse(NO_GROUP),
        now.liveVersion(),
        now.stagedVersion(),
        now.backupVersion(),
        Texts.atMostBytes(String.join("; ", problems()), SiteFacts.MAX_PROBLEM_BYTES));
  }

  /** What keeps the site from being worked on, in full. */
  Optional<String> problem() {
    return Optional.ofNullable(interpreter.status().problem());
  }

  /** All that an administrator has to see to, in full. */
  List<String> problems() {
    return Stream.of(problem(), interpreter.notShown()).flatMap(Optional::stream).toList();
  }

  long liveVersion() {
    return interpreter.status().liveVersion();
  }

  void close() throws IOException {
    interpreter.close();
  }
}
