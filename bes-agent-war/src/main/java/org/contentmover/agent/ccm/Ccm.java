package org.contentmover.agent.ccm;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/**
 * The CCM as an agent sees it. Every call waits for the answer, at most some seconds, and is safe
 * to repeat. Safe for any thread.
 */
public interface Ccm {
  /** EL-10: the segment as its leader knows it. */
  void reportSegment(SegmentName segment, JsonObject report) throws PeerUnavailable, PeerRefused;

  /** EL-15: a server that hears no multicast reports itself. */
  void reportPresence(ServerName server, JsonObject member) throws PeerUnavailable, PeerRefused;

  /** DT-2: asks for the next leader to notify; empty when there is none. */
  Optional<NextLeader> nextLeader(UUID distribution, JsonObject question)
      throws PeerUnavailable, PeerRefused;

  /** DT-8: how a distribution stands. */
  void reportDistribution(UUID distribution, JsonObject report) throws PeerUnavailable, PeerRefused;

  /** CI-7: what a scrub of this server's trees found, and what became of it. */
  void reportScrub(ServerName server, JsonObject report) throws PeerUnavailable, PeerRefused;

  /** UI-4: what leads from a ring of the CCM's keys to the present one, in order. */
  List<String> newerKeys(ServerName server, long ring) throws PeerUnavailable, PeerRefused;

  /**
   * EL-7: which segment keys this server has; answered with those it lacks.
   *
   * @param presence made anew for each try: it has a token of its own
   */
  KeyAnswer tellKeys(ServerName server, Supplier<JsonObject> presence)
      throws PeerUnavailable, PeerRefused;
}
