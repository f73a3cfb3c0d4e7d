package org.contentmover.content.assignment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;

/**
 * What whoever orders an assignment decides about it; the writer adds what follows from the
 * content. The meaning of each is that of {@link org.contentmover.core.interpret.AssignmentHeader}.
 *
 * @param statement a publisher's, which the servers are to be shown
 * @param entries of the version it makes; none for an order without content
 * @param hooks to be run, in this order
 * @param sealing what of its content is sealed, and for whom; empty: it is plain
 */
public record AssignmentOrder(
    AssignmentId assignmentId,
    long sequence,
    AssignmentType type,
    HostedSite hostedSite,
    ContentGroup contentGroup,
    String jobRunId,
    long baseVersion,
    long targetVersion,
    Instant createdAt,
    Instant expiresAt,
    Activation activation,
    Optional<SignedStatement> statement,
    List<ConfigurationEntry> entries,
    List<HookCall> hooks,
    Optional<Sealing> sealing) {

  public AssignmentOrder {
    entries = List.copyOf(entries);
    hooks = List.copyOf(hooks);
    ConfigurationEntry.requireSet(entries);
  }

  /** A plain order that no publisher has to allow, without configuration entries and hooks. */
  public AssignmentOrder(
      AssignmentId assignmentId,
      long sequence,
      AssignmentType type,
      HostedSite hostedSite,
      ContentGroup contentGroup,
      String jobRunId,
      long baseVersion,
      long targetVersion,
      Instant createdAt,
      Instant expiresAt,
      Activation activation) {
    this(
        assignmentId,
        sequence,
        type,
        hostedSite,
        contentGroup,
        jobRunId,
        baseVersion,
        targetVersion,
        createdAt,
        expiresAt,
        activation,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** The same, with what a publisher says to it. */
  public AssignmentOrder with(Optional<SignedStatement> publishersStatement) {
    return with(publishersStatement, entries, hooks, sealing);
  }

  /** The same, and hooks are run for it. */
  public AssignmentOrder withHooks(List<HookCall> calls) {
    return with(statement, entries, calls, sealing);
  }

  /** The same, whose version has configuration entries. */
  public AssignmentOrder withEntries(List<ConfigurationEntry> newEntries) {
    return with(statement, newEntries, hooks, sealing);
  }

  /** The same, sealed so; or plain. */
  public AssignmentOrder sealed(Optional<Sealing> newSealing) {
    return with(statement, entries, hooks, newSealing);
  }

  private AssignmentOrder with(
      Optional<SignedStatement> newStatement,
      List<ConfigurationEntry> newEntries,
      List<HookCall> newHooks,
      Optional<Sealing> newSealing) {
    return new AssignmentOrder(
        assignmentId,
        sequence,
        type,
        hostedSite,
        contentGroup,
        jobRunId,
        baseVersion,
        targetVersion,
        createdAt,
        expiresAt,
        activation,
        newStatement,
        newEntries,
        newHooks,
        newSealing);
  }
}
