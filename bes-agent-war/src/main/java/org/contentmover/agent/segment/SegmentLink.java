package org.contentmover.agent.segment;

import jakarta.resource.ResourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerFacts;

/**
 * What the agent asks of its segment: {@link org.contentmover.gl.api.GlConnection} without the
 * handling of connections. Safe for any thread; no call waits for the network.
 */
public interface SegmentLink {
  void join(SegmentSettings settings) throws ResourceException;

  void leave() throws ResourceException;

  SegmentSnapshot snapshot();

  void publishFacts(ServerFacts facts) throws ResourceException;

  void distribute(DistributionOrder order, Path file) throws ResourceException;

  Optional<List<ByteRange>> missing(UUID assignment) throws ResourceException;

  void rangesFilled(UUID assignment) throws ResourceException;

  void report(MemberReport report) throws ResourceException;

  void busy(boolean busy) throws ResourceException;

  void moveControlChannel(String group, int port) throws ResourceException;

  void leadershipTaken(long epoch, String leader) throws ResourceException;
}
