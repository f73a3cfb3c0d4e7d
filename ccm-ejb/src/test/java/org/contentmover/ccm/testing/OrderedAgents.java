package org.contentmover.ccm.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.ccm.topology.AgentCalls;
import org.contentmover.ccm.topology.SegmentLeader;
import org.contentmover.ccm.topology.view.LeadershipOrder;

/** Agents that remember what they were ordered, and refuse when a test wants it. */
public final class OrderedAgents implements AgentCalls {
  public final List<String> orders = new ArrayList<>();

  /** Why they refuse, null to obey. */
  public String refusal;

  @Override
  public Optional<String> moveControlChannel(SegmentLeader leader, String group, int port) {
    return take(leader.server() + " in " + leader.epoch() + " to " + group + ":" + port);
  }

  @Override
  public Optional<String> order(String server, String agentUrl, LeadershipOrder order) {
    return take(server + " " + order);
  }

  @Override
  public Optional<String> scrub(String server, String agentUrl, String site) {
    return take(server + " scrubs " + site);
  }

  private Optional<String> take(String order) {
    if (refusal == null) {
      orders.add(order);
    }
    return Optional.ofNullable(refusal);
  }
}
