package org.contentmover.agent.leader;

import java.util.concurrent.Executor;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.receive.AssignmentWork;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.core.ids.ServerName;

/** What every distribution of this server works with. */
record DistributionParts(
    AgentConfiguration configuration,
    Ccm ccm,
    NextLeaders nextLeaders,
    Copies copies,
    AssignmentWork work,
    SegmentLink segment,
    Executor threads,
    CcmClock clock) {

  ServerName self() {
    return configuration.server();
  }
}
