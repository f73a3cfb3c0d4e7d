package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.version.AssignmentOffice;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * The assignments of a run: what its plan wrote, and the orders about it, each written when it is
 * asked for first. Works in the caller's transaction.
 */
@ApplicationScoped
public class RunAssignments {
  private static final Set<AssignmentType> CONTENT =
      Arrays.stream(AssignmentType.values())
          .filter(AssignmentType::carriesContent)
          .collect(Collectors.toUnmodifiableSet());

  @Inject private VersionLedger ledger;
  @Inject private AssignmentOffice office;
  @Inject private GroupDirectory groups;
  @Inject private StatementBook statements;
  @Inject private Clock clock;

  /** What leads to the version that the run makes live; written before it is asked for. */
  AssignmentView leading(Run run) {
    Set<AssignmentType> types =
        switch (run.kind()) {
          case PUBLISH, REMOVE, RESTORE -> CONTENT;
          case ROLLBACK -> Set.of(AssignmentType.ROLLBACK);
          case TAKE_OFF -> Set.of(AssignmentType.REMOVE);
        };
    return ledger
        .ofRun(run.id(), types)
        .orElseThrow(() -> new IllegalStateException("run " + run.id() + " has no assignment"));
  }

  /** Commit or abort of what the run staged. */
  AssignmentView about(AssignmentView staged, AssignmentType type, Run run) {
    return order(run, type, 0, staged.targetVersion(), ledger.targetManifest(staged.id()));
  }

  /** The order to go back to a version. */
  AssignmentView rollback(Run run, long version) {
    ContentHash manifest =
        ledger
            .manifestHash(run.site(), run.group(), version)
            .orElseThrow(() -> new IllegalStateException("no version " + version));
    return order(run, AssignmentType.ROLLBACK, run.withdraws(), version, manifest);
  }

  /** The order to take the site off. */
  AssignmentView removal(Run run, long version) {
    ContentHash empty = Manifest.EMPTY.hash();
    return order(run, AssignmentType.REMOVE, run.withdraws(), version, empty);
  }

  private AssignmentView order(
      Run run, AssignmentType type, long base, long target, ContentHash manifest) {
    return ledger
        .ofRun(run.id(), Set.of(type))
        .orElseGet(() -> write(run, type, base, target, manifest));
  }

  /**
   * What a publisher has to sign before a run can commit what it staged; empty when nothing.
   *
   * @param until when the last server may have got the commit
   */
  Optional<String> unsigned(Run run, Instant until) {
    ContentHash manifest = ledger.targetManifest(leading(run).id());
    boolean missing = statements.isWanted(run.site()) && committing(run, manifest, until).isEmpty();
    return missing
        ? Optional.of(statements.request(run.site(), run.group(), manifest))
        : Optional.empty();
  }

  private Optional<SignedStatement> committing(Run run, ContentHash manifest, Instant until) {
    return statements.committing(run.site(), run.group(), manifest, () -> stagedWith(run), until);
  }

  private Optional<SignedStatement> statement(Run run, ContentHash manifest) {
    boolean commits = run.kind().stages() && statements.isWanted(run.site());
    Optional<SignedStatement> timely =
        commits ? committing(run, manifest, clock.instant()) : Optional.empty();
    return timely.or(() -> statements.allowing(run.site(), run.group(), manifest));
  }

  private Optional<SignedStatement> stagedWith(Run run) {
    try {
      return office.statementOf(leading(run).id());
    } catch (IOException e) {
      return Optional.empty(); // Another one may serve, and if none does, that is said.
    }
  }

  /**
   * One commit of what several runs have staged; a new one each time.
   *
   * @param runs of one joint update, by site
   */
  AssignmentView jointCommit(List<Run> runs) {
    List<AssignmentOffice.Commit> commits =
        runs.stream()
            .map(
                run -> {
                  AssignmentView staged = leading(run);
                  ContentHash manifest = ledger.targetManifest(staged.id());
                  return new AssignmentOffice.Commit(
                      subject(run, AssignmentType.COMMIT, 0, staged.targetVersion()),
                      manifest,
                      statement(run, manifest));
                })
            .toList();
    try {
      // It belongs to none of the runs alone.
      return ledger.register(office.jointCommit(commits), UUID.fromString(runs.get(0).joint()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The commit of joint update " + runs.get(0).joint() + " could not be written", e);
    }
  }

  private AssignmentOffice.Subject subject(Run run, AssignmentType type, long base, long target) {
    return new AssignmentOffice.Subject(
        type,
        run.site(),
        run.group(),
        run.id(),
        groups.nextSequence(run.site(), run.group()),
        base,
        target,
        groups.hooks(run.site(), run.group()));
  }

  private AssignmentView write(
      Run run, AssignmentType type, long base, long target, ContentHash manifest) {
    AssignmentOffice.Subject subject = subject(run, type, base, target);
    try {
      return ledger.register(office.command(subject, manifest, statement(run, manifest)), run.id());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The " + type + " of run " + run.id() + " could not be written", e);
    }
  }
}
