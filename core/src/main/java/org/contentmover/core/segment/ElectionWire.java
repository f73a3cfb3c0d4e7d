package org.contentmover.core.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * Layouts of the election's datagrams, behind the {@link
 * org.contentmover.core.wire.DatagramHeader}; big-endian. A reader gives null for anything that is
 * not exactly such a message; bytes behind the last field are ignored.
 *
 * <pre>
 * LEADER_ALIVE  8 epoch · 1 priority · 8 sequence · 4 interval in µs · address · text agent URL ·
 *               8 number of registration reports sent · 1 count · running assignments, 16 each ·
 *               channel · next channel
 * LEADER_CLAIM  1 priority · floor it contests, 0 for none · floor · address
 * RESIGN        8 epoch
 * FLOOR_NOTICE  floor
 * SELF_CHECK    nothing
 * HEARING_QUESTION  8 number · address
 * HEARING_ANSWER    8 number
 * CHANNEL_READY     8 epoch · channel
 *
 * floor    8 epoch · when the epoch is not 0: name of the leader
 * name     1 length · ASCII
 * text     2 length · UTF-8
 * address  1 length, 4 or 16 · IP address · 2 port
 * channel  1 whether another than the configured one · then its address
 * </pre>
 */
final class ElectionWire {
  private static final long NS_PER_MICROSECOND = 1_000;

  private ElectionWire() {}

  static void write(WireWriter out, Heartbeat heartbeat) {
    LeaderAlive alive = heartbeat.alive();
    out.i64(alive.epoch()).u8(alive.priority()).i64(alive.sequence());
    out.u32(alive.intervalNs() / NS_PER_MICROSECOND);
    out.address(heartbeat.address()).text(heartbeat.agentUrl());
    out.i64(heartbeat.reportsSent());
    int running = Math.min(heartbeat.running().size(), Heartbeat.MAX_RUNNING);
    out.u8(running);
    for (int i = 0; i < running; i++) {
      UUID assignment = heartbeat.running().get(i).value();
      out.i64(assignment.getMostSignificantBits()).i64(assignment.getLeastSignificantBits());
    }
    write(out, heartbeat.channel());
    write(out, heartbeat.nextChannel());
  }

  static void write(WireWriter out, ControlChannel channel) {
    out.u8(channel.address().isPresent() ? 1 : 0);
    channel.address().ifPresent(out::address);
  }

  /** Null when it is none; the reader is not ok then. */
  static ControlChannel readChannel(WireReader in) {
    int another = in.u8();
    if (another > 1) {
      in.fail();
    }
    if (another == 0) {
      return ControlChannel.CONFIGURED;
    }
    PeerAddress address = in.address();
    return in.ok() ? ControlChannel.of(address) : null;
  }

  static void write(WireWriter out, ChannelReady ready) {
    out.i64(ready.epoch());
    write(out, ready.channel());
  }

  static ChannelReady readReady(WireReader in) {
    long epoch = readEpoch(in);
    ControlChannel channel = readChannel(in);
    return in.ok() ? new ChannelReady(epoch, channel) : null;
  }

  static Heartbeat readHeartbeat(WireReader in, ServerName sender) {
    long epoch = readEpoch(in);
    int priority = readPriority(in);
    long sequence = in.u63();
    long intervalNs = in.u32() * NS_PER_MICROSECOND;
    PeerAddress address = in.address();
    String agentUrl = in.text(MemberFacts.MAX_URL_BYTES);
    long reportsSent = in.u63();
    int count = in.u8();
    List<AssignmentId> running = new ArrayList<>(count);
    for (int i = 0; i < count && in.ok(); i++) {
      running.add(new AssignmentId(new UUID(in.i64(), in.i64())));
    }
    ControlChannel channel = readChannel(in);
    ControlChannel nextChannel = readChannel(in);
    if (!in.ok() || epoch == 0 || intervalNs > ElectionConfig.MAX_ALIVE_INTERVAL_NS) {
      return null;
    }
    LeaderAlive alive = new LeaderAlive(sender, epoch, priority, sequence, intervalNs);
    return new Heartbeat(alive, address, agentUrl, reportsSent, running, channel, nextChannel);
  }

  static void write(WireWriter out, Claim sent) {
    LeaderClaim claim = sent.claim();
    out.u8(claim.priority());
    write(out, claim.contested());
    write(out, claim.floor());
    out.address(sent.address());
  }

  static Claim readClaim(WireReader in, ServerName sender) {
    int priority = readPriority(in);
    LeadershipFloor contested = readFloor(in);
    LeadershipFloor floor = readFloor(in);
    PeerAddress address = in.address();
    return in.ok() ? new Claim(new LeaderClaim(sender, priority, contested, floor), address) : null;
  }

  static void write(WireWriter out, HearingQuestion question) {
    out.i64(question.number()).address(question.address());
  }

  static HearingQuestion readQuestion(WireReader in) {
    long number = in.i64();
    PeerAddress address = in.address();
    return in.ok() ? new HearingQuestion(number, address) : null;
  }

  static void write(WireWriter out, LeadershipFloor floor) {
    out.i64(floor.epoch());
    floor.leader().ifPresent(leader -> out.name(leader.value()));
  }

  static LeadershipFloor readFloor(WireReader in) {
    long epoch = readEpoch(in);
    if (epoch == 0) {
      return in.ok() ? LeadershipFloor.NONE : null;
    }
    ServerName leader = in.serverName();
    return in.ok() ? new LeadershipFloor(epoch, Optional.of(leader)) : null;
  }

  /** Reads an epoch; malformed when out of range. */
  static long readEpoch(WireReader in) {
    long epoch = in.i64();
    if (epoch < 0 || epoch > LeadershipFloor.MAX_EPOCH) {
      in.fail();
    }
    return epoch;
  }

  /** Who leads or claims has a real priority: "never" is malformed here. */
  private static int readPriority(WireReader in) {
    int priority = in.u8();
    if (priority > ElectionConfig.MAX_PRIORITY) {
      in.fail();
    }
    return priority;
  }
}
