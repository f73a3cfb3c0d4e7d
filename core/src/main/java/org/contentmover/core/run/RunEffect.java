package org.contentmover.core.run;

import java.util.List;
import org.contentmover.core.ids.ServerName;

/** What a run wants done, in this order. Every effect may be carried out twice without harm. */
public sealed interface RunEffect {

  /** See who blocks and who could take part; the answer is {@link RunEvent.Surveyed}. */
  record TakeSurvey() implements RunEffect {}

  /**
   * Plan, or see to it that planning goes on; the answer is Planned, NothingToDo or PlanningFailed.
   */
  record Plan() implements RunEffect {}

  record StopPlanning() implements RunEffect {}

  /** Bring the assignment of this step to these servers. */
  record Distribute(Step step, List<ServerName> servers) implements RunEffect {
    public Distribute {
      servers = List.copyOf(servers);
    }
  }

  /** Make the staged version the shadow (VC-1); the answer is {@link RunEvent.Finished}. */
  record MoveShadow() implements RunEffect {}

  /** A line for the run's history. */
  record Tell(String text) implements RunEffect {}

  /** The run ended: its site is free, what only it needed can go. */
  record Release() implements RunEffect {}
}
