package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;

/** Notes every effect as one line, and keeps the messages and collected reports. */
final class RecordingOutput implements MctpOutput {
  private final List<String> lines = new ArrayList<>();
  final List<MctpMessage> messages = new ArrayList<>();
  final List<CollectedReports> collected = new ArrayList<>();
  boolean diskBehind;
  boolean noRoom;
  boolean cannotRepair;

  /** What happened since the last call. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  CollectedReports lastCollected() {
    return collected.get(collected.size() - 1);
  }

  private MctpMessage read(ByteBuffer datagram) {
    WireReader in = new WireReader(datagram);
    MctpMessage message = MctpMessage.read(DatagramHeader.read(in).type(), in);
    messages.add(message);
    return message;
  }

  @Override
  public void multicastControl(ByteBuffer datagram) {
    lines.add("all: " + Transcript.line(read(datagram)));
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    lines.add(to + ": " + Transcript.line(read(datagram)));
  }

  @Override
  public void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {
    lines.add("frame " + frame + " pass " + pass);
  }

  @Override
  public void sendParity(TransferSession session, int pass, int block, int index) {
    lines.add("parity " + index + " of block " + block + " pass " + pass);
  }

  @Override
  public boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    lines.add("keep parity " + index + " of block " + block + ", " + payload.remaining());
    return !noRoom;
  }

  @Override
  public boolean repair(TransferSession session, int block, int[] missing) {
    lines.add("repair block " + block + ": " + Arrays.toString(missing));
    return !cannotRepair;
  }

  @Override
  public void dropParity(AssignmentId assignment, int block) {
    lines.add("drop parity of block " + block);
  }

  @Override
  public void sendBehindFrames(TransferSession session, ByteBuffer datagram) {
    lines.add("behind frames: " + Transcript.line(read(datagram)));
  }

  @Override
  public void reportsCollected(CollectedReports reports) {
    collected.add(reports);
  }

  @Override
  public void distributionEnded(AssignmentId assignment) {
    lines.add("distribution ended");
  }

  @Override
  public void offered(TransferSession session) {
    lines.add("offered");
  }

  @Override
  public void openSpool(TransferSession session) {
    lines.add("open spool");
  }

  @Override
  public boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
    lines.add("write " + payload.remaining() + " at " + offset);
    return !diskBehind;
  }

  @Override
  public void verify(TransferSession session) {
    lines.add("verify");
  }

  @Override
  public void rangesWanted(TransferSession session, List<ByteRange> ranges) {
    lines.add("ranges wanted " + ranges);
  }

  @Override
  public void received(TransferSession session) {
    lines.add("received");
  }

  @Override
  public void receptionDropped(AssignmentId assignment, String reason) {
    lines.add("dropped: " + reason);
  }
}
