package org.contentmover.core.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.core.text.Counted;

/** What a run says to administrators: what happened, to which server, what to expect. */
final class RunTexts {
  /** More names than this are counted, not listed. */
  private static final int NAMED = 10;

  private static final Map<Standing, String> VERBS =
      Map.of(
          Standing.FAILED,
          " failed",
          Standing.MISSING,
          " is missing",
          Standing.UNCONFIRMED,
          " did not confirm");

  private RunTexts() {}

  static String quorumMissing(Attendance attendance) {
    List<Candidate> candidates = attendance.candidates();
    if (candidates.isEmpty()) {
      return "Waits for servers: no server belongs to the content group. Enrol one, or change the group.";
    }
    List<String> unable =
        candidates.stream().filter(c -> !c.able()).map(c -> c.server() + " " + c.whyNot()).toList();
    return "Waits for servers: "
        + attendance.able()
        + " of "
        + candidates.size()
        + " can take part, "
        + attendance.needed()
        + " are needed"
        + (unable.isEmpty() ? "." : ": " + list(unable.stream()) + ".");
  }

  static String conflict(String blockerTitle) {
    return "Waits: " + blockerTitle + " needs the same site on common servers, and goes first.";
  }

  static String nothingToDo(RunKind kind) {
    return switch (kind) {
      case REMOVE ->
          "Nothing was removed: no path that is published matches. Look at what is published, and"
              + " order again.";
      case RESTORE -> "Nothing to do: this is what is published.";
      default -> "Nothing to do: the staging area equals what is published.";
    };
  }

  static String awaitsPublisher(long nowMillis, String request) {
    return "Waits for a publisher's signature since "
        + Instant.ofEpochMilli(nowMillis)
        + ": "
        + request;
  }

  static String planned(RunState state) {
    return switch (state.policy().kind()) {
      case ROLLBACK -> "Version " + state.version() + " is to be live again.";
      case TAKE_OFF -> "Version " + state.version() + " is to be an empty tree.";
      default ->
          "Planned version "
              + state.version()
              + "; each server needs "
              + state.requiredBytes()
              + " bytes.";
    };
  }

  /** Servers that need nothing for it are told to switch. */
  static String ordered(RunState state) {
    if (state.participants().isEmpty()) {
      return "No server can be told now." + notTaking(state);
    }
    return Counted.of(state.participants().size(), "server is told", "servers are told")
        + " to show version "
        + state.version()
        + "."
        + notTaking(state);
  }

  /** When what is staged goes live, empty when that is at once. */
  static String held(RunPolicy policy) {
    if (policy.commitsAtATime()) {
      return "Goes live at " + Instant.ofEpochMilli(policy.commitAtMillis()) + ", or when ordered.";
    }
    if (policy.commitAtMillis() == RunPolicy.TOGETHER) {
      return "Goes live when all runs of its joint update have staged.";
    }
    return policy.commitAtMillis() == RunPolicy.ON_ORDER
        ? "Goes live when somebody orders it."
        : "";
  }

  static String reserved(RunState state) {
    String taking =
        Counted.of(state.participants().size(), "server takes part", "servers take part")
            + ", "
            + state.quorumNeeded()
            + " must stage.";
    return taking + notTaking(state);
  }

  static String quorumLost(RunState state) {
    RunCounts counts = state.counts();
    return "Only "
        + (counts.acked() + counts.pending())
        + " of the "
        + Counted.of(state.quorumNeeded(), "server")
        + " needed can still stage; nothing was changed. "
        + list(lost(state))
        + ".";
  }

  static String nobodyCommitted(RunState state) {
    return "No server switched to version "
        + state.version()
        + "; the version before stays published. "
        + list(lost(state))
        + ".";
  }

  static String published(RunState state) {
    if (state.participants().isEmpty()) {
      return "Version "
          + state.version()
          + " is what servers are brought to; no server could be told."
          + notTaking(state);
    }
    int committed = state.with(Standing.COMMITTED).size();
    String text =
        "Version "
            + state.version()
            + " is live on "
            + committed
            + " of "
            + Counted.of(state.participants().size(), "server")
            + ".";
    if (committed < state.participants().size()) {
      text += " " + list(lost(state)) + "; brought up to date when possible.";
    }
    return text + notTaking(state);
  }

  private static String notTaking(RunState state) {
    if (state.notTaking().isEmpty()) {
      return "";
    }
    return " Not taking part: "
        + list(state.notTaking().stream().map(NotTaking::toString))
        + "; brought up to date when possible.";
  }

  private static Stream<String> lost(RunState state) {
    return state.participants().stream()
        .filter(p -> VERBS.containsKey(p.standing()))
        .map(RunTexts::lost);
  }

  private static String lost(Participant participant) {
    return participant.server()
        + VERBS.get(participant.standing())
        + (participant.reason().isEmpty() ? "" : ": " + participant.reason());
  }

  private static String list(Stream<String> parts) {
    List<String> all = parts.toList();
    String named = all.stream().limit(NAMED).collect(Collectors.joining(", "));
    return all.size() > NAMED ? named + " and " + (all.size() - NAMED) + " more" : named;
  }
}
