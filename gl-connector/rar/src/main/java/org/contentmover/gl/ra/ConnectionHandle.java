package org.contentmover.gl.ra;

import jakarta.resource.ResourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.GlConnection;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.SegmentKeys;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.engine.SegmentConnector;

/** The connection the agent holds; useless once closed. */
final class ConnectionHandle implements GlConnection {
  private volatile GlManagedConnection managed;

  ConnectionHandle(GlManagedConnection managed) {
    this.managed = managed;
  }

  @Override
  public void join(SegmentSettings settings) throws ResourceException {
    connector().join(settings);
  }

  @Override
  public void changeKeys(SegmentKeys keys) {
    connector().changeKeys(keys);
  }

  @Override
  public void leave() {
    connector().leave();
  }

  @Override
  public SegmentSnapshot segment() {
    return connector().segment();
  }

  @Override
  public void publishFacts(ServerFacts facts) {
    connector().publishFacts(facts);
  }

  @Override
  public void distribute(DistributionOrder order, Path file) throws ResourceException {
    connector().distribute(order, file);
  }

  @Override
  public void cancel(UUID assignmentId) {
    connector().cancel(assignmentId);
  }

  @Override
  public Optional<List<ByteRange>> missing(UUID assignmentId) {
    return connector().missing(assignmentId);
  }

  @Override
  public void rangesFilled(UUID assignmentId) {
    connector().rangesFilled(assignmentId);
  }

  @Override
  public void report(MemberReport report) {
    connector().report(report);
  }

  @Override
  public void busy(boolean busy) {
    connector().busy(busy);
  }

  @Override
  public void moveControlChannel(String group, int port) throws ResourceException {
    connector().moveControlChannel(group, port);
  }

  @Override
  public void leadershipTaken(long epoch, String leader) {
    connector().leadershipTaken(epoch, leader);
  }

  @Override
  public void close() {
    GlManagedConnection closing = managed;
    if (closing != null) {
      managed = null;
      closing.closed(this);
    }
  }

  void moveTo(GlManagedConnection other) {
    GlManagedConnection before = managed;
    if (before != null) {
      before.gaveAway(this);
    }
    managed = other;
  }

  /** The server took the managed connection back. */
  void invalidate() {
    managed = null;
  }

  private SegmentConnector connector() {
    GlManagedConnection open = managed;
    if (open == null) {
      throw new IllegalStateException("this connection is closed");
    }
    return open.connector();
  }
}
