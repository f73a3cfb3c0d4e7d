package org.contentmover.core.run;

import java.util.List;

/** Result of one step: the new state, to be saved first, and then the effects, in order. */
public record RunStep(RunState state, List<RunEffect> effects) {
  public RunStep {
    effects = List.copyOf(effects);
  }

  static RunStep unchanged(RunState state) {
    return new RunStep(state, List.of());
  }
}
