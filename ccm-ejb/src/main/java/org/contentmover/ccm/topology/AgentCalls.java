package org.contentmover.ccm.topology;

import java.util.Optional;
import org.contentmover.ccm.topology.view.LeadershipOrder;

/** Brings orders to agents. Waits for their answer, some seconds at most. */
public interface AgentCalls {
  /** Empty when the leader has begun to move, else why not. */
  Optional<String> moveControlChannel(SegmentLeader leader, String group, int port);

  /** Empty when the server has taken the order, else why not. */
  Optional<String> order(String server, String agentUrl, LeadershipOrder order);

  /** Empty when the server will compare its trees of a site, else why not. */
  Optional<String> scrub(String server, String agentUrl, String site);
}
