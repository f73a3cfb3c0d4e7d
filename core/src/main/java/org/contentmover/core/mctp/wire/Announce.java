package org.contentmover.core.mctp.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * The leader announces a transfer session to a slice of its participants (LD-1, LD-10).
 *
 * @param assignment what is transferred
 * @param epoch of the leader
 * @param leaderAddress where answers go
 * @param name for people
 * @param sizeBytes of the whole assignment, at least 1
 * @param payloadBytes content bytes of each frame but the last, at least {@link #MIN_PAYLOAD_BYTES}
 * @param rateBytesPerSecond bound of the sending rate
 * @param sha256 of the whole assignment
 * @param quorum how many participants must have it
 * @param participants how many there are in all slices
 * @param order number of the order in this leadership, from 1: who failed before is asked anew
 * @param answerWindowMs each addressed server answers at a random time within it
 * @param dataChannel multicast address of the frames; of no use for a block
 * @param sourceUrl where to fetch by unicast, "" for nowhere
 * @param ticket credential for that fetch, "" for none
 * @param addressed the participants of this slice; a server finds itself here or is not meant
 */
public record Announce(
    AssignmentId assignment,
    long epoch,
    PeerAddress leaderAddress,
    String name,
    long sizeBytes,
    int payloadBytes,
    long rateBytesPerSecond,
    ContentHash sha256,
    int quorum,
    int participants,
    int order,
    int answerWindowMs,
    PeerAddress dataChannel,
    String sourceUrl,
    String ticket,
    List<ServerName> addressed)
    implements MctpMessage {
  /** Code of this message. */
  public static final int TYPE = 32;

  /** Fewest content bytes of a frame: with less, what is kept of frames outgrows the content. */
  public static final int MIN_PAYLOAD_BYTES = 40;

  /** Longest name, in bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 200;

  /** Longest URL, in bytes of UTF-8. */
  public static final int MAX_URL_BYTES = 300;

  /** Longest ticket, in bytes of UTF-8. */
  public static final int MAX_TICKET_BYTES = 512;

  /** Copies the list. */
  public Announce {
    addressed = List.copyOf(addressed);
  }

  @Override
  public int type() {
    return TYPE;
  }

  /** This announcement, addressed to others. */
  public Announce to(List<ServerName> servers) {
    return new Announce(
        assignment,
        epoch,
        leaderAddress,
        name,
        sizeBytes,
        payloadBytes,
        rateBytesPerSecond,
        sha256,
        quorum,
        participants,
        order,
        answerWindowMs,
        dataChannel,
        sourceUrl,
        ticket,
        servers);
  }

  /**
   * This announcement in as many datagrams as its participants need, none of them fragmented by IP
   * unless name, URL and ticket alone leave no room for one participant.
   *
   * @param servers to whom, any number
   */
  public List<Announce> slicesFor(Iterable<ServerName> servers) {
    int room = Math.max(DatagramHeader.MAX_DATAGRAM_BYTES - bytesWithoutServers(), nameBytes(null));
    List<Announce> slices = new ArrayList<>();
    List<ServerName> slice = new ArrayList<>();
    int used = 0;
    for (ServerName server : servers) {
      if (used + nameBytes(server) > room) {
        slices.add(to(slice));
        slice = new ArrayList<>();
        used = 0;
      }
      slice.add(server);
      used += nameBytes(server);
    }
    if (!slice.isEmpty()) {
      slices.add(to(slice));
    }
    return slices;
  }

  private static int nameBytes(ServerName server) {
    return 1 + (server == null ? ServerName.MAX_LENGTH : server.value().length());
  }

  private int bytesWithoutServers() {
    int texts = utf8(name) + utf8(sourceUrl) + utf8(ticket);
    return FIXED_BYTES + texts + leaderAddress.ip().length + dataChannel.ip().length;
  }

  // Datagram header with the longest sender's name, then the fixed fields below.
  private static final int FIXED_BYTES =
      20 + 1 + ServerName.MAX_LENGTH + 24 + 3 + 3 + 6 + 8 + 2 + 8 + 32 + 4 + 4 + 4 + 4 + 2;

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.address(leaderAddress).address(dataChannel);
    out.i64(sizeBytes).u16(payloadBytes).i64(rateBytesPerSecond).bytes(sha256.bytes());
    out.u32(quorum).u32(participants).u32(order).u32(answerWindowMs);
    out.text(name).text(sourceUrl).text(ticket);
    Fields.writeServers(out, addressed);
  }

  static Announce read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    PeerAddress leaderAddress = in.address();
    PeerAddress dataChannel = in.address();
    long sizeBytes = in.u63();
    int payloadBytes = in.u16();
    long rateBytesPerSecond = in.u63();
    byte[] sha256 = in.bytes(ContentHash.BYTES);
    long quorum = in.u32();
    long participants = in.u32();
    long order = in.u32();
    long answerWindowMs = in.u32();
    String name = in.text(MAX_NAME_BYTES);
    String sourceUrl = in.text(MAX_URL_BYTES);
    String ticket = in.text(MAX_TICKET_BYTES);
    List<ServerName> addressed = Fields.readServers(in);
    boolean possible =
        sizeBytes > 0
            && payloadBytes >= MIN_PAYLOAD_BYTES
            && (sizeBytes - 1) / payloadBytes < Integer.MAX_VALUE
            && quorum <= participants
            && participants <= Integer.MAX_VALUE
            && order <= Integer.MAX_VALUE
            && answerWindowMs <= MAX_WINDOW_MS;
    if (!in.ok() || !possible) {
      in.fail();
      return null;
    }
    return new Announce(
        assignment,
        epoch,
        leaderAddress,
        name,
        sizeBytes,
        payloadBytes,
        rateBytesPerSecond,
        ContentHash.of(sha256),
        (int) quorum,
        (int) participants,
        (int) order,
        (int) answerWindowMs,
        dataChannel,
        sourceUrl,
        ticket,
        addressed);
  }

  /** Longest window a peer may ask for: ten minutes. */
  static final int MAX_WINDOW_MS = 600_000;
}
