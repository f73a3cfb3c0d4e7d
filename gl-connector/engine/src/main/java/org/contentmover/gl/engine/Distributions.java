package org.contentmover.gl.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.mctp.CollectedReports;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.log.Reason;
import org.contentmover.gl.send.ParitySource;
import org.contentmover.gl.send.SourceFile;

/** What this server distributes as the leader: open files and their channels. Owned by the loop. */
final class Distributions {
  private final Carrier control;
  private final SegmentGuard guard;
  private final Executor workers;
  private final Consumer<AssignmentId> onSourceFailed;
  private final Map<AssignmentId, Distribution> running = new HashMap<>();
  private final ByteBuffer frame = ByteBuffer.allocate(0xFFFF);

  /**
   * Nothing is distributed yet.
   *
   * @param control carries what fits one block
   * @param guard seals what is sent
   * @param workers close files and sockets
   * @param onSourceFailed told once when a file cannot be read any more
   */
  Distributions(
      Carrier control,
      SegmentGuard guard,
      Executor workers,
      Consumer<AssignmentId> onSourceFailed) {
    this.control = control;
    this.guard = guard;
    this.workers = workers;
    this.onSourceFailed = onSourceFailed;
  }

  /** One running distribution. */
  private static final class Distribution {
    private final SourceFile source;

    /** Null for a block, which goes by the control channel. */
    private final Carrier data;

    /** Null before a parity frame was wanted. */
    private ParitySource parity;

    private org.contentmover.gl.api.CollectedReports latest;
    private boolean failed;

    Distribution(SourceFile source, Carrier data) {
      this.source = source;
      this.data = data;
    }

    ParitySource parity(TransferSession session) {
      if (parity == null) {
        parity = new ParitySource(source, session.payloadBytes());
      }
      return parity;
    }
  }

  boolean contains(AssignmentId assignment) {
    return running.containsKey(assignment);
  }

  /**
   * Begins; file and channel are closed when it ends.
   *
   * @param data for its frames, null for a block
   */
  void begin(AssignmentId assignment, SourceFile source, Carrier data) {
    running.put(assignment, new Distribution(source, data));
  }

  void sendFrame(TransferSession session, int pass, int number, long offset, int length) {
    Distribution distribution = running.get(session.assignment());
    if (distribution == null || distribution.failed) {
      return;
    }
    session.writeHeader(frame.clear(), pass, number);
    frame.limit(FrameHeader.BYTES + length);
    try {
      distribution.source.read(offset, frame);
      sendFrame(distribution);
    } catch (IOException e) {
      fail(distribution, session.assignment(), e);
    } catch (OutOfMemoryError e) {
      // Reading takes some outside the heap. The segment is not to lose its leader for it.
      fail(distribution, session.assignment(), new IOException(e));
    }
  }

  void sendParity(TransferSession session, int pass, int block, int index) {
    Distribution distribution = running.get(session.assignment());
    if (distribution == null || distribution.failed) {
      return;
    }
    session.writeParityHeader(frame.clear(), pass, block, index);
    try {
      distribution.parity(session).read(session, block, index, frame);
      sendFrame(distribution);
    } catch (IOException e) {
      fail(distribution, session.assignment(), e);
    } catch (OutOfMemoryError e) {
      // Reading takes some outside the heap. The segment is not to lose its leader for it.
      fail(distribution, session.assignment(), new IOException(e));
    }
  }

  /** Seals what was written into the frame's buffer, and sends it. */
  private void sendFrame(Distribution distribution) {
    guard.seal(frame.flip());
    channel(distribution).multicast(frame.array(), 0, frame.limit());
  }

  private void fail(Distribution distribution, AssignmentId assignment, IOException cause) {
    distribution.failed = true;
    ConnectorLog.SOURCE_FAILED.log(assignment, distribution.source.path(), Reason.of(cause));
    onSourceFailed.accept(assignment);
  }

  void sendBehindFrames(TransferSession session, ByteBuffer datagram) {
    Distribution distribution = running.get(session.assignment());
    if (distribution != null) {
      ByteBuffer sealed = guard.sealed(datagram);
      channel(distribution)
          .multicast(sealed.array(), sealed.arrayOffset() + sealed.position(), sealed.remaining());
    }
  }

  private Carrier channel(Distribution distribution) {
    return distribution.data == null ? control : distribution.data;
  }

  /** Remembers how a distribution stands, for an agent that comes later. */
  void remember(CollectedReports reports) {
    Distribution distribution = running.get(reports.assignment());
    if (distribution != null) {
      distribution.latest = ToApi.reports(reports);
    }
  }

  /** How every running distribution stands. */
  void forEachLatest(Consumer<org.contentmover.gl.api.CollectedReports> reports) {
    for (Distribution distribution : running.values()) {
      if (distribution.latest != null) {
        reports.accept(distribution.latest);
      }
    }
  }

  /** No more frames of it will be sent. */
  void end(AssignmentId assignment) {
    Distribution distribution = running.remove(assignment);
    if (distribution != null) {
      workers.execute(() -> close(distribution));
    }
  }

  /** Closes everything. */
  void close() {
    running.values().forEach(distribution -> workers.execute(() -> close(distribution)));
    running.clear();
  }

  private static void close(Distribution distribution) {
    if (distribution.data != null) {
      distribution.data.close();
    }
    try {
      distribution.source.close();
    } catch (IOException e) {
      ConnectorLog.CLOSE_FAILED.log(e, distribution.source.path());
    }
  }
}
