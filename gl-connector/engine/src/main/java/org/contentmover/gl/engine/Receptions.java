package org.contentmover.gl.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.mctp.FrameSet;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.FetchReply;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.ReceivedAssignment;
import org.contentmover.gl.deliver.Deliveries;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.log.Reason;
import org.contentmover.gl.receive.SpoolDisk;
import org.contentmover.gl.receive.SpoolFile;

/**
 * What this server receives: offers that wait for the agent's answer, open spool files, the data
 * channels they need. Carries out the receiver's effects; owned by the loop.
 */
final class Receptions {
  private static final long UNWRITTEN_FOR_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long NEVER = Long.MAX_VALUE;

  private final Loop loop;
  private final Supplier<MctpEndpoint> machine;
  private final DataChannels channels;
  private final Deliveries deliveries;
  private final SpoolDisk disk;
  private final Map<AssignmentId, Reception> receptions = new HashMap<>();
  private long flushAtNs = NEVER;

  /**
   * Nothing is received yet.
   *
   * @param channels null in a segment without multicast: content is fetched there (EL-15)
   */
  Receptions(
      Loop loop,
      Supplier<MctpEndpoint> machine,
      DataChannels channels,
      Deliveries deliveries,
      Executor workers) {
    this.loop = loop;
    this.machine = machine;
    this.channels = channels;
    this.deliveries = deliveries;
    this.disk = new SpoolDisk(workers);
  }

  void offered(TransferSession session) {
    Reception reception = receptions.computeIfAbsent(session.assignment(), id -> new Reception());
    reception.session = session;
    reception.answered = false;
    offer(session);
  }

  /** Offers what an agent has not answered to the agent that came now. */
  void offerUnansweredAgain() {
    for (Reception reception : receptions.values()) {
      if (!reception.answered) {
        offer(reception.session);
      }
    }
  }

  private void offer(TransferSession session) {
    OfferReply reply = new AgentReply(session, loop, this);
    deliveries.add(
        lane(session.assignment()),
        "the offer of assignment " + session.assignment(),
        listener -> listener.assignmentOffered(ToApi.offer(session), reply));
  }

  void onReceive(TransferSession session, Path path) {
    Reception reception = answered(session);
    if (reception != null) {
      if (reception.spool == null) {
        reception.path = path;
      }
      machine.get().accepted(session.assignment());
    }
  }

  void onAlreadyHave(TransferSession session) {
    if (answered(session) != null) {
      leaveToAgent(session.assignment());
      machine.get().alreadyHave(session.assignment(), loop.nowNs());
    }
  }

  void onNotAddressed(TransferSession session) {
    if (answered(session) != null) {
      leaveToAgent(session.assignment());
      machine.get().notAddressed(session.assignment(), loop.nowNs());
    }
  }

  void onRefuse(TransferSession session, String reason) {
    if (answered(session) != null) {
      leaveToAgent(session.assignment());
      machine.get().refused(session.assignment(), reason, loop.nowNs());
    }
  }

  /** The reception whose offer is answered now; null when the answer is not the first, or late. */
  private Reception answered(TransferSession session) {
    Reception reception = receptions.get(session.assignment());
    if (reception == null || reception.answered || !reception.session.equals(session)) {
      return null;
    }
    reception.answered = true;
    return reception;
  }

  /** Ends a reception; a file that is open stays where it is, for the agent. */
  private Reception leaveToAgent(AssignmentId assignment) {
    Reception reception = receptions.remove(assignment);
    leaveChannel(reception);
    if (reception.spool != null) {
      reception.spool.close();
    }
    return reception;
  }

  void openSpool(TransferSession session) {
    Reception reception = receptions.get(session.assignment());
    reception.session = session;
    reception.framesAwaited = true;
    ConnectorLog.RECEIVING.log(
        session.assignment(), session.sizeBytes(), session.leader(), reception.path);
    leaveChannel(reception);
    if (session.isBlock() || channels == null) {
      openFile(reception);
      return;
    }
    try {
      reception.channel = Addresses.channel(session.dataChannel());
    } catch (IllegalArgumentException e) {
      onChannelRefused(session, e.getMessage());
      return;
    }
    channels.join(
        reception.channel,
        new DataChannels.Joined() {
          @Override
          public void joined() {
            loop.post(() -> openFile(reception));
          }

          @Override
          public void notJoined(IOException cause) {
            onChannelRefused(session, Reason.of(cause));
          }
        });
  }

  private void onChannelRefused(TransferSession session, String reason) {
    loop.post(() -> machine.get().spoolFailed(session.assignment(), reason, loop.nowNs()));
  }

  private void openFile(Reception reception) {
    TransferSession session = reception.session;
    if (!reception.equals(receptions.get(session.assignment()))) {
      return; // dropped while the channel was being joined
    }
    if (reception.spool == null) {
      reception.spoolOpen = false;
      reception.spool = disk.file(reception.path, session, new SpoolEvents(reception, session));
      reception.spool.open();
      return;
    }
    reception.spool.goOn(session);
    if (reception.spoolOpen) {
      machine.get().spoolOpened(session.assignment(), loop.nowNs());
    }
  }

  private void onSpoolOpened(Reception reception, TransferSession session, FrameSet found) {
    if (!reception.equals(receptions.get(session.assignment()))) {
      return; // dropped meanwhile
    }
    reception.spoolOpen = true;
    if (!found.isEmpty() && reception.session.sameFramesAs(session)) {
      ConnectorLog.FRAMES_FOUND.log(
          session.assignment(), found.size(), found.frames(), reception.path);
      machine.get().framesFound(session.assignment(), found);
    }
    machine.get().spoolOpened(session.assignment(), loop.nowNs());
  }

  boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
    Reception reception = receptions.get(assignment);
    if (reception == null || reception.spool == null) {
      return false;
    }
    if (reception.framesAwaited) {
      reception.framesAwaited = false;
      ConnectorLog.FIRST_FRAME.log(assignment, reception.session.leader());
    }
    if (flushAtNs == NEVER) {
      flushAtNs = loop.nowNs() + UNWRITTEN_FOR_NS;
    }
    return reception.spool.write(offset, payload);
  }

  /** Has written what waits in memory: what is there only is lost with the process. */
  void onTimer(long nowNs) {
    if (nowNs >= flushAtNs) {
      flushAtNs = NEVER;
      for (Reception reception : receptions.values()) {
        if (reception.spool != null) {
          reception.spool.flush();
        }
      }
    }
  }

  /** When {@link #onTimer} wants to be called; {@link Long#MAX_VALUE} for never. */
  long nextDeadlineNs() {
    return flushAtNs;
  }

  boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    Reception reception = receptions.get(assignment);
    return reception != null
        && reception.spool != null
        && reception.spool.keepParity(block, index, payload);
  }

  boolean repair(TransferSession session, int block, int[] missing) {
    Reception reception = receptions.get(session.assignment());
    return reception != null
        && reception.spool != null
        && reception.spool.repair(session, block, missing);
  }

  void dropParity(AssignmentId assignment, int block) {
    Reception reception = receptions.get(assignment);
    if (reception != null && reception.spool != null) {
      reception.spool.dropParity(block);
    }
  }

  void verify(TransferSession session) {
    receptions.get(session.assignment()).spool.verify();
  }

  /** Brings what becomes of a spool file from the disk's threads to the loop. */
  private final class SpoolEvents implements SpoolFile.Events {
    private final Reception reception;
    private final TransferSession session;
    private final AssignmentId assignment;

    SpoolEvents(Reception reception, TransferSession session) {
      this.reception = reception;
      this.session = session;
      this.assignment = session.assignment();
    }

    @Override
    public void spoolOpened(FrameSet found) {
      loop.post(() -> onSpoolOpened(reception, session, found));
    }

    @Override
    public void spoolVerified() {
      loop.post(() -> machine.get().verified(assignment, true, loop.nowNs()));
    }

    @Override
    public void spoolDiffers(String sha256) {
      ConnectorLog.HASH_DIFFERS.log(assignment, sha256);
      loop.post(() -> machine.get().verified(assignment, false, loop.nowNs()));
    }

    @Override
    public void spoolFailed(IOException cause) {
      loop.post(() -> onSpoolFailed(assignment, Reason.of(cause)));
    }
  }

  private void onSpoolFailed(AssignmentId assignment, String reason) {
    Reception reception = receptions.get(assignment);
    if (reception != null && reception.spool != null) {
      ConnectorLog.SPOOL_FAILED.log(assignment, reception.path, reason);
      reception.spool.close();
      reception.spool = null;
      machine.get().spoolFailed(assignment, reason, loop.nowNs());
    }
  }

  void rangesWanted(TransferSession session, List<ByteRange> ranges) {
    Reception reception = receptions.get(session.assignment());
    if (reception.spool != null) {
      reception.spool.share();
    }
    long bytes = ranges.stream().mapToLong(ByteRange::length).sum();
    ConnectorLog.RANGES_WANTED.log(session.assignment(), bytes, session.sourceUrl());
    RangesWanted wanted =
        new RangesWanted(
            session.assignment().value(),
            reception.path,
            ranges,
            session.sourceUrl(),
            session.ticket());
    FetchReply reply = new AgentFetchReply(reception, loop, this);
    deliveries.add(
        lane(session.assignment()),
        "ranges wanted of assignment " + session.assignment(),
        listener -> listener.rangesWanted(wanted, reply));
  }

  void onFetched(Reception reception, ByteRange part) {
    boolean current = reception.equals(receptions.get(reception.session.assignment()));
    if (current && reception.spool != null) {
      reception.spool.noteShared(part.offset(), part.end());
    }
  }

  void received(TransferSession session) {
    Reception reception = leaveToAgent(session.assignment());
    ConnectorLog.RECEIVED.log(session.assignment(), session.sizeBytes(), reception.path);
    ReceivedAssignment received =
        new ReceivedAssignment(session.assignment().value(), reception.path, session.sizeBytes());
    deliveries.add(
        lane(session.assignment()),
        "the completion of assignment " + session.assignment(),
        listener -> {
          listener.assignmentReceived(received);
          SpoolFile.forgetFrames(received.path());
        });
  }

  void dropped(AssignmentId assignment, String reason) {
    Reception reception = receptions.remove(assignment);
    deliveries.drop(lane(assignment));
    if (reception == null) {
      return;
    }
    leaveChannel(reception);
    if (reception.path != null) {
      ConnectorLog.RECEPTION_DROPPED.log(assignment, reason, reception.path);
    }
    if (reception.spool != null) {
      reception.spool.delete();
    }
  }

  private void leaveChannel(Reception reception) {
    if (reception.channel != null) {
      channels.leave(reception.channel, loop.nowNs());
      reception.channel = null;
    }
  }

  /** Closes every file and leaves it where it is. */
  void close() {
    for (Reception reception : receptions.values()) {
      if (reception.spool != null) {
        reception.spool.close();
      }
    }
    receptions.clear();
  }

  private static String lane(AssignmentId assignment) {
    return "assignment " + assignment;
  }
}
