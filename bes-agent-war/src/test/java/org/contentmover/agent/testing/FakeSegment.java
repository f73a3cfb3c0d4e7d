package org.contentmover.agent.testing;

import jakarta.resource.ResourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Member;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.NotLeaderException;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerFacts;

/** A segment of which a test says who leads, and that remembers what was asked of it. */
public final class FakeSegment implements SegmentLink {
  public static final String SELF = "boston-1";

  public final List<DistributionOrder> orders = new ArrayList<>();
  public final List<MemberReport> reports = new ArrayList<>();
  public final List<UUID> filled = new ArrayList<>();
  public final Map<UUID, List<ByteRange>> gaps = new HashMap<>();
  public Consumer<UUID> onFilled = assignment -> {};
  public Runnable onJoin = () -> {};
  public Leadership leadership = Leadership.NONE;
  public List<Member> members =
      List.of(new Member(SELF, "", 50, true, ServerFacts.of("http://" + SELF)));
  public boolean multicastEnabled = true;
  public boolean multicastHeard = true;
  public boolean busy;
  public final List<String> moves = new ArrayList<>();
  public final List<String> taken = new ArrayList<>();

  /** This server leads from now on. */
  public void lead(long epoch) {
    leadership = new Leadership(Role.LEADER, Optional.of(SELF), epoch, "http://boston-1");
  }

  /** Another server leads from now on. */
  public void follow(String leader, long epoch) {
    leadership = new Leadership(Role.MEMBER, Optional.of(leader), epoch, "http://" + leader);
  }

  @Override
  public void join(SegmentSettings settings) {
    onJoin.run();
  }

  @Override
  public void leave() {}

  @Override
  public SegmentSnapshot snapshot() {
    return new SegmentSnapshot(
        true,
        SELF,
        "boston",
        leadership,
        1,
        members,
        List.of("boston-9"),
        multicastEnabled,
        multicastHeard,
        "239.192.0.1:45000",
        "",
        new TreeMap<>());
  }

  @Override
  public void publishFacts(ServerFacts facts) {}

  @Override
  public void distribute(DistributionOrder order, Path file) throws NotLeaderException {
    if (leadership.role() != Role.LEADER) {
      throw new NotLeaderException("not the leader");
    }
    orders.add(order);
  }

  @Override
  public Optional<List<ByteRange>> missing(UUID assignment) {
    return Optional.ofNullable(gaps.get(assignment));
  }

  @Override
  public void rangesFilled(UUID assignment) {
    filled.add(assignment);
    onFilled.accept(assignment);
  }

  @Override
  public void report(MemberReport report) {
    reports.add(report);
  }

  @Override
  public void busy(boolean nowBusy) {
    busy = nowBusy;
  }

  @Override
  public void moveControlChannel(String group, int port) throws ResourceException {
    if (!moves.isEmpty()) {
      throw new ResourceException("moving already");
    }
    moves.add(group + ":" + port);
  }

  @Override
  public void leadershipTaken(long epoch, String leader) {
    taken.add(leader + " in " + epoch);
  }
}
