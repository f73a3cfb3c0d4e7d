package org.contentmover.ccm.web.console;

import java.util.Locale;

/** One step of a run as the timeline shows it. */
public record TimelineStep(String name, State state) {
  /** Where the run stands with it. */
  public enum State {
    DONE,
    CURRENT,
    /** The run ended badly here. */
    BROKEN,
    OPEN
  }

  /** The class of the style sheet. */
  public String getStyle() {
    return "step-" + state.name().toLowerCase(Locale.ROOT);
  }

  public boolean isCurrent() {
    return state == State.CURRENT;
  }
}
