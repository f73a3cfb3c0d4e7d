package org.contentmover.ccm.web.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.contentmover.ccm.run.view.RunEventView;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.web.console.TimelineStep.State;

/** The steps of a run, from its phase and its history (SC-2). Pure. */
final class Timeline {
  private static final List<String> NAMES =
      List.of("Plan", "Reserve", "Distribute", "Commit", "Finish");

  /** Nothing is planned or staged: servers are told to switch. */
  private static final Set<String> WITHOUT_STAGING = Set.of("Reserve", "Commit", "Finish");

  private static final Set<String> KINDS_WITHOUT_STAGING = Set.of("ROLLBACK", "TAKE_OFF");

  private Timeline() {}

  static List<TimelineStep> of(RunView run) {
    String phase = run.summary().phase();
    boolean good = phase.equals("SUCCEEDED") || phase.equals("PARTIAL");
    int reached = good ? NAMES.size() : furthest(run);
    State here = run.summary().ended() || phase.equals("ABORTING") ? State.BROKEN : State.CURRENT;
    List<TimelineStep> steps = new ArrayList<>();
    boolean whole = !KINDS_WITHOUT_STAGING.contains(run.summary().kind());
    for (int i = 0; i < NAMES.size(); i++) {
      if (!whole && !WITHOUT_STAGING.contains(NAMES.get(i))) {
        continue;
      }
      State state = i < reached ? State.DONE : i == reached ? here : State.OPEN;
      steps.add(new TimelineStep(NAMES.get(i), state));
    }
    return steps;
  }

  /** The step the run is in, or was in when it ended: phases after the end name none. */
  private static int furthest(RunView run) {
    int furthest = step(run.summary().phase());
    for (RunEventView event : run.events()) {
      furthest = Math.max(furthest, step(event.phase()));
    }
    return Math.max(0, furthest);
  }

  private static int step(String phase) {
    return switch (phase) {
      case "PLANNING" -> 0;
      case "RESERVING" -> 1;
      case "DISTRIBUTING" -> 2;
      case "STAGED", "COMMITTING" -> 3;
      case "FINISHING" -> 4;
      default -> -1;
    };
  }
}
