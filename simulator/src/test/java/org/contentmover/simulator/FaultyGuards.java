package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.segment.MemberIdentity;
import org.contentmover.core.segment.SegmentConfig;
import org.contentmover.core.segment.SegmentOutput;
import org.contentmover.core.wire.DatagramHeader;

/** Servers with a hole in their guard: planted faults, one kind each. */
final class FaultyGuards {
  private static final int FLAGS_AT = 3;
  private static final int CONTROL_SEAL_BYTES = 31;
  private static final int FRAME_SEAL_BYTES = 32;

  private FaultyGuards() {}

  /** What was refused under that reason is taken all the same. */
  private record Hole(String refusal) implements MemberFactory {
    @Override
    public SimulatedMember create(
        MemberIdentity identity,
        SegmentConfig config,
        LeadershipFloor floorOnDisk,
        RandomGenerator random,
        SegmentOutput output) {
      return MemberFactory.real().create(identity, config, floorOnDisk, random, output);
    }

    @Override
    public boolean admits(SegmentGuard guard, ByteBuffer datagram, long nowNs) {
      long before = refused(guard);
      if (guard.open(datagram, nowNs)) {
        return true;
      }
      boolean passes = refused(guard) > before;
      if (passes && datagram.get(FLAGS_AT) != 0) {
        boolean frame = DatagramHeader.peekType(datagram) >= DatagramHeader.FIRST_DATA_TYPE;
        int seal = frame ? FRAME_SEAL_BYTES : CONTROL_SEAL_BYTES;
        datagram.put(FLAGS_AT, (byte) 0).limit(datagram.limit() - seal);
      }
      return passes;
    }

    private long refused(SegmentGuard guard) {
      SortedMap<String, Long> counters = new TreeMap<>();
      guard.addCounters(counters);
      return counters.get(refusal);
    }
  }

  /** Takes what it has taken before. */
  static MemberFactory takingRecordings() {
    return new Hole("guard.refused.replayed");
  }

  /** Takes what nobody has sealed. */
  static MemberFactory takingWhatHasNoSeal() {
    return new Hole("guard.refused.plain");
  }
}
