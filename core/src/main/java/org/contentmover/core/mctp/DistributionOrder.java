package org.contentmover.core.mctp;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.FrameHeader;

/**
 * What a leader is asked to bring to its segment (LD-1, LD-10).
 *
 * @param assignment names it everywhere
 * @param name for people, at most 200 bytes of UTF-8
 * @param sizeBytes of the whole assignment, at least 1
 * @param sha256 of the whole assignment
 * @param participants servers that shall have it, each once; the leader may be one of them
 * @param quorum how many of them must have it for the distribution to count as done
 * @param frameBytes size of a data frame's datagram, header and all
 * @param rateBytesPerSecond bound of the sending rate, all bytes of the datagrams counted
 * @param dataChannel multicast address for the frames
 * @param sourceUrl where participants can fetch ranges by unicast, "" for nowhere
 * @param ticket credential for that fetch, at most 512 bytes of UTF-8
 * @param deadlineNs when the leader stops trying, on the machine's clock
 * @param fetchersAtOnce how many participants fetch at the same time where there is no multicast; 0
 *     where there is, and frames are sent
 */
public record DistributionOrder(
    AssignmentId assignment,
    String name,
    long sizeBytes,
    ContentHash sha256,
    List<ServerName> participants,
    int quorum,
    int frameBytes,
    long rateBytesPerSecond,
    PeerAddress dataChannel,
    String sourceUrl,
    String ticket,
    long deadlineNs,
    int fetchersAtOnce) {
  /** Smallest frame that is worth its header. */
  public static final int MIN_FRAME_BYTES = FrameHeader.BYTES + Announce.MIN_PAYLOAD_BYTES;

  /** Largest frame: what one UDP datagram takes over IPv4. */
  public static final int MAX_FRAME_BYTES = 65_507;

  /** Rejects what could not be carried out; copies the list. */
  public DistributionOrder {
    Objects.requireNonNull(assignment, "assignment");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(dataChannel, "dataChannel");
    participants = List.copyOf(participants);
    fits("name", name, Announce.MAX_NAME_BYTES);
    fits("source URL", sourceUrl, Announce.MAX_URL_BYTES);
    fits("ticket", ticket, Announce.MAX_TICKET_BYTES);
    if (participants.isEmpty() || new HashSet<>(participants).size() != participants.size()) {
      throw new IllegalArgumentException(
          "participants are " + participants + "; needed is at least one, each once");
    }
    inRange("quorum", quorum, 0, participants.size());
    inRange("frame bytes", frameBytes, MIN_FRAME_BYTES, MAX_FRAME_BYTES);
    inRange("rate in bytes per second", rateBytesPerSecond, 1, Long.MAX_VALUE);
    long payload = (long) frameBytes - FrameHeader.BYTES;
    inRange("size in bytes", sizeBytes, 1, payload * Integer.MAX_VALUE);
    inRange("fetchers at once", fetchersAtOnce, 0, Integer.MAX_VALUE);
  }

  /** An order that is carried out by multicast. */
  public DistributionOrder(
      AssignmentId assignment,
      String name,
      long sizeBytes,
      ContentHash sha256,
      List<ServerName> participants,
      int quorum,
      int frameBytes,
      long rateBytesPerSecond,
      PeerAddress dataChannel,
      String sourceUrl,
      String ticket,
      long deadlineNs) {
    this(
        assignment,
        name,
        sizeBytes,
        sha256,
        participants,
        quorum,
        frameBytes,
        rateBytesPerSecond,
        dataChannel,
        sourceUrl,
        ticket,
        deadlineNs,
        0);
  }

  /** Whether frames are sent, to all at once. */
  public boolean isMulticast() {
    return fetchersAtOnce == 0;
  }

  private static void fits(String what, String text, int maxBytes) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > maxBytes) {
      throw new IllegalArgumentException(
          what + " has " + bytes + " bytes; allowed are " + maxBytes);
    }
  }

  private static void inRange(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " is " + value + "; allowed is " + min + " to " + max);
    }
  }
}
