package org.contentmover.gl.api;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/**
 * What a leader is asked to bring to its segment (LD-1, LD-10).
 *
 * @param assignmentId names the assignment everywhere
 * @param name for people: logs, console
 * @param sizeBytes of the whole assignment, at least 1
 * @param sha256 of the whole assignment, 64 hex digits
 * @param participants servers that shall have it, without duplicates
 * @param quorum how many of them must have it for the distribution to count as done
 * @param frameBytes size of a data frame's datagram, or {@link MulticastSettings#AUTO_FRAME_BYTES}
 * @param rateBytesPerSecond bound of the multicast rate, all bytes of the datagrams counted
 * @param ticket opaque credential with which a participant may fetch ranges from the leader
 * @param sourceUrl where the leader's agent serves the assignment, for fetches by unicast
 * @param deadline when the leader stops trying
 */
public record DistributionOrder(
    UUID assignmentId,
    String name,
    long sizeBytes,
    String sha256,
    List<String> participants,
    int quorum,
    int frameBytes,
    long rateBytesPerSecond,
    String ticket,
    String sourceUrl,
    Instant deadline) {
  /** Longest name, in bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 200;

  /** Longest ticket, in bytes of UTF-8: it rides in the announcement. */
  public static final int MAX_TICKET_BYTES = 512;

  /** Rejects an order that could not be carried out; copies the list. */
  public DistributionOrder {
    Checks.present("assignmentId", assignmentId);
    Checks.text("name", name, MAX_NAME_BYTES);
    Checks.inRange("sizeBytes", sizeBytes, 1, Long.MAX_VALUE);
    Checks.sha256("sha256", sha256);
    participants = List.copyOf(participants);
    participants.forEach(server -> Checks.name("participants", server, Checks.NAME_LENGTH));
    if (participants.isEmpty() || new HashSet<>(participants).size() != participants.size()) {
      throw new IllegalArgumentException(
          "participants are " + participants + "; needed is at least one, each once");
    }
    Checks.inRange("quorum", quorum, 0, participants.size());
    MulticastSettings.frameBytes("frameBytes", frameBytes);
    Checks.inRange("rateBytesPerSecond", rateBytesPerSecond, 1, Long.MAX_VALUE);
    Checks.text("ticket", ticket, MAX_TICKET_BYTES);
    Checks.text("sourceUrl", sourceUrl, ServerFacts.MAX_URL_BYTES);
    Checks.present("deadline", deadline);
  }
}
