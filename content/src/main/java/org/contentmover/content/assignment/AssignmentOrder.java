package org.contentmover.content.assignment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
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
 * @param boxes of those who may read its content, which is sealed for them; empty: it is plain
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
    Optional<SortedSet<String>> boxes) {

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
    return with(publishersStatement, entries, hooks, boxes);
  }

  /** The same, and hooks are run for it. */
  public AssignmentOrder withHooks(List<HookCall> calls) {
    return with(statement, entries, calls, boxes);
  }

  /** The same, whose version has configuration entries. */
  public AssignmentOrder withEntries(List<ConfigurationEntry> newEntries) {
    return with(statement, newEntries, hooks, boxes);
  }

  /** The same, sealed for the owners of these key boxes; nothing is sealed where there are none. */
  public AssignmentOrder sealedFor(Optional<SortedSet<String>> addresses) {
    return with(statement, entries, hooks, addresses);
  }

  private AssignmentOrder with(
      Optional<SignedStatement> newStatement,
      List<ConfigurationEntry> newEntries,
      List<HookCall> newHooks,
      Optional<SortedSet<String>> newBoxes) {
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
        newBoxes);
  }
}
