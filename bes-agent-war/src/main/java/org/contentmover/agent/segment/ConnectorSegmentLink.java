package org.contentmover.agent.segment;

import jakarta.resource.ResourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.GlConnection;
import org.contentmover.gl.api.GlConnectionFactory;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerFacts;

/** Takes a connection of the resource adapter for every call and gives it back. */
public final class ConnectorSegmentLink implements SegmentLink {
  private final GlConnectionFactory factory;

  public ConnectorSegmentLink(GlConnectionFactory factory) {
    this.factory = factory;
  }

  @Override
  public void join(SegmentSettings settings) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.join(settings);
    }
  }

  @Override
  public void leave() throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.leave();
    }
  }

  /** Without a connection this server knows as much as one that has not joined. */
  @Override
  public SegmentSnapshot snapshot() {
    try (GlConnection connection = factory.getConnection()) {
      return connection.segment();
    } catch (ResourceException e) {
      return SegmentSnapshot.notJoined("the connector gives no connection: " + e.getMessage());
    }
  }

  @Override
  public void publishFacts(ServerFacts facts) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.publishFacts(facts);
    }
  }

  @Override
  public void distribute(DistributionOrder order, Path file) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.distribute(order, file);
    }
  }

  @Override
  public Optional<List<ByteRange>> missing(UUID assignment) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      return connection.missing(assignment);
    }
  }

  @Override
  public void rangesFilled(UUID assignment) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.rangesFilled(assignment);
    }
  }

  @Override
  public void report(MemberReport report) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.report(report);
    }
  }

  @Override
  public void busy(boolean busy) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.busy(busy);
    }
  }

  @Override
  public void moveControlChannel(String group, int port) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.moveControlChannel(group, port);
    }
  }

  @Override
  public void leadershipTaken(long epoch, String leader) throws ResourceException {
    try (GlConnection connection = factory.getConnection()) {
      connection.leadershipTaken(epoch, leader);
    }
  }
}
