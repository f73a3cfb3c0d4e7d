package org.contentmover.core.mctp;

import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.BlockNeed;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.Heard;
import org.contentmover.core.mctp.wire.Mark;
import org.contentmover.core.mctp.wire.TransferIgnored;

/**
 * Finds out inside a pass what receivers hear of it: sends marks between the frames, compares what
 * receivers counted from mark to mark with what was sent, and has repaired what they lack (LD-5,
 * LD-6, LD-11).
 */
final class Feedback {
  /** Marks that are remembered: answers to older ones are of no use any more. */
  private static final int REMEMBERED = 64;

  /** Frames between two marks at least: a count over fewer says nothing. */
  private static final int LEAST_FRAMES = 32;

  /** One frame of so many may go to a server that loses more than the others. */
  private static final int UNFELT = 64;

  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long NS_PER_MS = 1_000_000L;

  private final TransferSession session;
  private final MctpConfig config;
  private final Outbox outbox;
  private final SenderOutput output;
  private final ParticipantList participants;
  private final PassPlan plan;
  private final FetchPolicy fetchPolicy;
  private final RateControl control;
  private final SlowReceivers slow;
  private final ParityAhead ahead;

  private final int[] windowOf = new int[REMEMBERED];
  private final int[] sentAt = new int[REMEMBERED];
  private final long[] atNs = new long[REMEMBERED];
  private int marks;
  private int sent;
  private int sentAtLastMark;

  /** Parity frames for losses that chance does not explain. */
  private int unusual;

  private int passOfLastMark;
  private int presentPass;
  private int sentAtPassBegin;
  private long lastMarkNs;

  Feedback(
      TransferSession session,
      MctpConfig config,
      Outbox outbox,
      SenderOutput output,
      ParticipantList participants,
      PassPlan plan,
      FetchPolicy fetchPolicy,
      RateControl control) {
    this.session = session;
    this.config = config;
    this.outbox = outbox;
    this.output = output;
    this.participants = participants;
    this.plan = plan;
    this.fetchPolicy = fetchPolicy;
    this.control = control;
    this.slow = new SlowReceivers(config.rate());
    this.ahead = new ParityAhead(session, config, participants, plan, control);
  }

  /** Whether that server takes part in the session. */
  boolean isFor(ServerName server) {
    return participants.get(server) != null;
  }

  /** A frame was sent at the session's share of the rate. */
  void frameSent(int pass, long bytesPerSecond, long nowNs) {
    sent++;
    ahead.frameSent(bytesPerSecond);
    if (pass != presentPass) {
      presentPass = pass;
      sentAtPassBegin = sent - 1;
    }
    if (sent - Math.max(sentAtLastMark, sentAtPassBegin) < LEAST_FRAMES) {
      return;
    }
    long intervalNs = config.rate().feedbackIntervalNs();
    boolean begins = marks == 0 || windowOf[marks % REMEMBERED] != control.window();
    if (begins) {
      mark(pass, 0, 0, nowNs);
    } else if (intervalNs > 0 && nowNs - lastMarkNs >= intervalNs) {
      tellSent(pass, bytesPerSecond, nowNs);
      mark(pass, share(intervalNs), intervalNs / 2, nowNs);
    }
  }

  /** A pass is over: without feedback inside it, this is where receivers are asked. */
  void passEnded(int pass, long bytesPerSecond, long nowNs) {
    boolean asked = config.rate().feedbackIntervalNs() > 0;
    if (!asked && marks > 0 && sent - sentAtLastMark >= LEAST_FRAMES) {
      tellSent(pass, bytesPerSecond, nowNs);
      mark(pass, Mark.ALL, config.window().ns(lacking()), nowNs);
    }
  }

  private void tellSent(int pass, long bytesPerSecond, long nowNs) {
    if (pass == passOfLastMark) {
      long bytes = (long) (sent - sentAtLastMark) * (FrameHeader.BYTES + session.payloadBytes());
      control.sent(bytes, (double) bytesPerSecond * (nowNs - lastMarkNs) / NS_PER_SECOND);
    }
  }

  /** So many shall answer that all of them together stay within the bound. */
  private int share(long intervalNs) {
    int lacking = lacking();
    if (lacking == 0) {
      return 0;
    }
    double answers = (double) config.rate().answersPerSecond() * intervalNs / NS_PER_SECOND;
    return (int) Math.max(1, Math.min(Mark.ALL, Mark.ALL * answers / lacking));
  }

  private int lacking() {
    return participants.count(Participant::lacksFrames);
  }

  private void mark(int pass, int share, long windowNs, long nowNs) {
    marks++;
    windowOf[marks % REMEMBERED] = control.window();
    sentAt[marks % REMEMBERED] = sent;
    atNs[marks % REMEMBERED] = nowNs;
    sentAtLastMark = sent;
    passOfLastMark = pass;
    lastMarkNs = nowNs;
    control.marked(share == 0 ? 0 : nowNs + windowNs);
    int windowMs = (int) (windowNs / NS_PER_MS);
    Mark mark =
        new Mark(session.assignment(), session.epoch(), marks, share, windowMs, plan.sentBlocks());
    plan.marked(marks);
    output.sendBehindFrames(session, outbox.datagram(mark));
  }

  /**
   * Has sent what a participant lacks. Of blocks of which it lost much more than most do only as
   * much as the others do not feel: the rest is told again when the pass is over. What a server
   * lacks early keeps it from hashing what comes after it.
   */
  private void repair(Heard heard) {
    if (control.phase() == RateControl.Phase.OPEN) {
      int most = control.usualLossOf(CodingBlock.MAX_DATA);
      for (BlockNeed need : heard.needs()) {
        boolean usual = need.frames() <= most;
        if (usual || unusual < sent / UNFELT) {
          int added = plan.needAt(heard.mark(), need);
          unusual += usual ? 0 : added;
        }
      }
    }
  }

  /** A participant counted; returns why that changed nothing, null when it did. */
  TransferIgnored onHeard(ServerName sender, Heard heard) {
    Participant participant = participants.get(sender);
    if (participant == null) {
      return TransferIgnored.NOT_PARTICIPANT;
    }
    if (heard.mark() > marks) {
      return TransferIgnored.CONTRADICTION;
    }
    if (marks - heard.earlierMark() >= REMEMBERED || !participant.lacksFrames()) {
      return TransferIgnored.WRONG_STATE;
    }
    int from = heard.earlierMark() % REMEMBERED;
    int to = heard.mark() % REMEMBERED;
    int sentBetween = sentAt[to] - sentAt[from];
    if (windowOf[from] == windowOf[to]) {
      control.heard(sender, windowOf[to], sentBetween, heard.frames());
    }
    repair(heard);
    int percent = slow.enter(sender, sentBetween, heard.frames(), atNs[to] - atNs[from]);
    if (percent != SlowReceivers.NOT_SLOW) {
      fetchPolicy.hearsLittle(participant, percent, presentPass);
    }
    return null;
  }
}
