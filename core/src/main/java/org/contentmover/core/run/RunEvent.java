package org.contentmover.core.run;

import java.util.List;
import java.util.Set;
import org.contentmover.core.ids.ServerName;

/** What a run is told. Every event is defined in every phase; what does not fit is ignored. */
public sealed interface RunEvent {

  /** The run begins. */
  record Started() implements RunEvent {}

  /** The answer to a survey. */
  record Surveyed(Survey survey) implements RunEvent {}

  /**
   * The plan is ready and its assignment written.
   *
   * @param version the version it leads to
   * @param requiredBytes disk space each server needs (CM-6)
   */
  record Planned(long version, long requiredBytes) implements RunEvent {}

  /** Staging area and shadow are equal. */
  record NothingToDo() implements RunEvent {}

  /**
   * The tree to publish is known, and no publisher has allowed it yet.
   *
   * @param request what he is to sign, and where his word is to be brought
   */
  record AwaitsPublisher(String request) implements RunEvent {}

  /** He has, or nobody asks for his word any more. */
  record PublisherSigned() implements RunEvent {}

  record PlanningFailed(String reason) implements RunEvent {}

  /** Results of the servers in one step, cumulative. */
  record Reported(Step step, List<ServerResult> results) implements RunEvent {
    public Reported {
      results = List.copyOf(results);
    }
  }

  /** Servers known to be down, or in a segment that is silent; all others are up. */
  record Observed(Set<ServerName> down) implements RunEvent {
    public Observed {
      down = Set.copyOf(down);
    }
  }

  /** The shadow is moved. */
  record Finished() implements RunEvent {}

  record AbortRequested(String by) implements RunEvent {}

  /**
   * Somebody says when what is staged goes live (VC-8).
   *
   * @param atMillis at once when it is past
   */
  record CommitOrdered(String by, long atMillis) implements RunEvent {}

  /** Time passed. */
  record Ticked() implements RunEvent {}
}
