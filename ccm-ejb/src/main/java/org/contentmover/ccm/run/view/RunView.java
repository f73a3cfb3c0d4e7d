package org.contentmover.ccm.run.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One run with its live progress per server.
 *
 * @param blockedBy the run this one waits for, null when none (SC-3)
 * @param notTaking servers of the group that do not take part, each with the reason ("boston-3:
 *     down since …")
 * @param plan null until planning started
 * @param committable whether it holds what is staged and can be told when that goes live
 * @param commitAt when it goes live, null: at once or on order
 * @param skewMillis time between the first and the last server's switch, null until two committed
 *     (CO-1)
 * @param joint all runs that go live together, this one among them; empty when it goes alone (CM-9)
 */
public record RunView(
    RunSummary summary,
    long revision,
    UUID blockedBy,
    boolean abortable,
    boolean committable,
    Instant commitAt,
    int quorumNeeded,
    UUID assignment,
    UUID distribution,
    PlanView plan,
    List<ServerProgressView> servers,
    List<String> notTaking,
    List<RunEventView> events,
    Long skewMillis,
    List<RunSummary> joint) {
  public RunView {
    servers = List.copyOf(servers);
    notTaking = List.copyOf(notTaking);
    events = List.copyOf(events);
    joint = List.copyOf(joint);
  }
}
