package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.core.mctp.wire.TransferIgnored;

/**
 * One transfer of one assignment by one leadership: what leader and participants agree on.
 *
 * @param assignment what is transferred
 * @param epoch of the leader
 * @param leader who sends
 * @param key names this session in every frame, see {@link #keyOf}
 * @param name for people
 * @param sizeBytes of the whole assignment
 * @param payloadBytes content bytes of each frame but the last
 * @param sha256 of the whole assignment
 * @param dataChannel multicast address of the frames; of no use for a block
 * @param sourceUrl where to fetch by unicast, "" for nowhere
 * @param ticket credential for that fetch
 */
public record TransferSession(
    AssignmentId assignment,
    long epoch,
    ServerName leader,
    long key,
    String name,
    long sizeBytes,
    int payloadBytes,
    ContentHash sha256,
    PeerAddress dataChannel,
    String sourceUrl,
    String ticket) {
  /** Largest assignment that travels as a block: on the control channel, nothing to join (LD-1). */
  public static final int BLOCK_BYTES = 8_192;

  private static final long NS_PER_SECOND = 1_000_000_000L;

  /** The session in which this leader carries out an order. */
  static TransferSession of(
      DistributionOrder order, long segmentKey, ServerName leader, long epoch) {
    return new TransferSession(
        order.assignment(),
        epoch,
        leader,
        keyOf(segmentKey, leader, epoch, order.assignment()),
        order.name(),
        order.sizeBytes(),
        order.frameBytes() - FrameHeader.BYTES,
        order.sha256(),
        order.dataChannel(),
        order.sourceUrl(),
        order.ticket());
  }

  /** The session that a leader announces. */
  static TransferSession of(Announce announce, long segmentKey, ServerName leader) {
    return new TransferSession(
        announce.assignment(),
        announce.epoch(),
        leader,
        keyOf(segmentKey, leader, announce.epoch(), announce.assignment()),
        announce.name(),
        announce.sizeBytes(),
        announce.payloadBytes(),
        announce.sha256(),
        announce.dataChannel(),
        announce.sourceUrl(),
        announce.ticket());
  }

  /**
   * Key of a session: 64 bits mixed from segment, leadership and assignment. A frame that carries
   * it needs neither their 28 bytes nor a table of handed-out numbers, and a key of another
   * leadership differs (ADR 0020).
   */
  public static long keyOf(
      long segmentKey, ServerName leader, long epoch, AssignmentId assignment) {
    long key = mix(segmentKey);
    for (int i = 0; i < leader.value().length(); i++) {
      key = mix(key ^ leader.value().charAt(i));
    }
    key = mix(key ^ epoch);
    key = mix(key ^ assignment.value().getMostSignificantBits());
    return mix(key ^ assignment.value().getLeastSignificantBits());
  }

  /** The finalizer of SplitMix64: every bit of the input changes half of the output. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** How many frames the assignment has. */
  public int frames() {
    return (int) ((sizeBytes - 1) / payloadBytes) + 1;
  }

  /** Where a frame's content begins in the assignment. */
  public long offsetOf(int frame) {
    return (long) frame * payloadBytes;
  }

  /** How many content bytes a frame has: all the same number, the last one what is left (LD-3). */
  public int lengthOf(int frame) {
    return (int) Math.min(payloadBytes, sizeBytes - offsetOf(frame));
  }

  /** How many frames a rate carries in so much time. */
  int framesWithin(long durationNs, long bytesPerSecond) {
    double bytes = (double) durationNs / NS_PER_SECOND * bytesPerSecond;
    return (int) (bytes / (FrameHeader.BYTES + payloadBytes));
  }

  /** The content of these runs of frames. */
  List<ByteRange> bytesOf(List<FrameRange> frames) {
    List<ByteRange> ranges = new ArrayList<>();
    for (FrameRange run : frames) {
      long from = offsetOf(run.first());
      long to = offsetOf(run.end() - 1) + lengthOf(run.end() - 1);
      ranges.add(new ByteRange(from, to - from));
    }
    return ranges;
  }

  /** Whether the frames travel on the control channel. */
  public boolean isBlock() {
    return sizeBytes <= BLOCK_BYTES;
  }

  /** Writes the header of one of this session's frames; the content comes right behind it. */
  public void writeHeader(ByteBuffer to, int pass, int frame) {
    FrameType type = isBlock() ? FrameType.BLOCK : FrameType.DATA;
    FrameHeader.write(to, type, key, epoch, pass, frame, lengthOf(frame));
  }

  /** How the frames are divided for parity repair. */
  public CodingBlocks codingBlocks() {
    return new CodingBlocks(frames());
  }

  /** Content bytes of a parity frame: those of the longest data frame of its block, the first. */
  public int parityBytes(int block) {
    return lengthOf(CodingBlocks.first(block));
  }

  /** Writes the header of a parity frame; its content comes right behind it. */
  public void writeParityHeader(ByteBuffer to, int pass, int block, int index) {
    int number = CodingBlocks.first(block) + index;
    FrameHeader.write(to, FrameType.PARITY, key, epoch, pass, number, parityBytes(block));
  }

  /** Why a frame, well formed and with this session's key, cannot be one of it; null if it can. */
  TransferIgnored whyUnfit(ByteBuffer datagram) {
    int number = FrameHeader.frame(datagram);
    // A parity frame is as long as the first data frame of its block.
    boolean isParity = FrameHeader.isParity(datagram);
    int alike = isParity ? CodingBlocks.first(CodingBlocks.of(number)) : number;
    if (alike >= frames()) {
      return TransferIgnored.BEYOND_SIZE;
    }
    boolean fits = FrameHeader.payloadBytes(datagram) == lengthOf(alike);
    return fits ? null : TransferIgnored.WRONG_LENGTH;
  }

  /** Whether what was received in this session is of use in {@code other}. */
  public boolean sameFramesAs(TransferSession other) {
    return sameContentAs(other) && payloadBytes == other.payloadBytes;
  }

  /** Whether both sessions bring the same bytes. */
  public boolean sameContentAs(TransferSession other) {
    return assignment.equals(other.assignment)
        && sizeBytes == other.sizeBytes
        && sha256.equals(other.sha256);
  }
}
