package org.contentmover.agent.facts;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.gl.api.Member;

/** A server without multicast reports itself to the CCM (EL-15). One thread at a time. */
public final class PresenceReporter {
  private static final Logger LOG = Logger.getLogger(PresenceReporter.class.getName());

  private final AgentConfiguration configuration;
  private final OwnFacts facts;
  private final MulticastWatch multicast;
  private final Ccm ccm;
  private String problem = "";

  public PresenceReporter(
      AgentConfiguration configuration, OwnFacts facts, MulticastWatch multicast, Ccm ccm) {
    this.configuration = configuration;
    this.facts = facts;
    this.multicast = multicast;
    this.ccm = ccm;
  }

  /** Reports if there is no multicast; waits for the CCM's answer. */
  public void report() {
    if (!multicast.unicastOnly()) {
      return;
    }
    Member self =
        new Member(
            configuration.server().value(),
            "",
            configuration.election().preference(),
            false,
            facts.now());
    try {
      ccm.reportPresence(configuration.server(), MemberJson.member(self));
      problem = "";
    } catch (PeerUnavailable | PeerRefused e) {
      // Repeated every few seconds as long as it lasts: one line is enough.
      if (!e.getMessage().equals(problem)) {
        LOG.log(
            Level.WARNING, "the CCM does not take this server''s presence: {0}", e.getMessage());
      }
      problem = e.getMessage();
    }
  }
}
