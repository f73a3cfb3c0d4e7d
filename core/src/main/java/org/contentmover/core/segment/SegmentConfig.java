package org.contentmover.core.segment;

import java.util.Objects;
import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.election.PriorityWeights;
import org.contentmover.core.mctp.MctpConfig;
import org.contentmover.core.path.PathConfig;
import org.contentmover.core.registration.RegistrationConfig;

/**
 * Everything about a member that comes from its configuration file.
 *
 * @param election priority and time limits of the election
 * @param registration time limits of registration
 * @param transfer time limits and bounds of transfers
 * @param weights of what is measured, for the priority
 * @param path how large datagrams may be
 */
public record SegmentConfig(
    ElectionConfig election,
    RegistrationConfig registration,
    MctpConfig transfer,
    PriorityWeights weights,
    PathConfig path) {
  /** Rejects nulls. */
  public SegmentConfig {
    Objects.requireNonNull(election, "election");
    Objects.requireNonNull(registration, "registration");
    Objects.requireNonNull(transfer, "transfer");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(path, "path");
  }

  /** The same with that search for the path's datagram size. */
  public SegmentConfig withPath(PathConfig newPath) {
    return new SegmentConfig(election, registration, transfer, weights, newPath);
  }

  /** Profile {@code lan}, nothing measured. */
  public static SegmentConfig lan(int priority) {
    return new SegmentConfig(
        ElectionConfig.lan(priority),
        RegistrationConfig.lan(),
        MctpConfig.lan(),
        PriorityWeights.PREFERENCE_ONLY,
        PathConfig.off());
  }

  /** Profile {@code slow}, nothing measured. */
  public static SegmentConfig slow(int priority) {
    return new SegmentConfig(
        ElectionConfig.slow(priority),
        RegistrationConfig.slow(),
        MctpConfig.slow(),
        PriorityWeights.PREFERENCE_ONLY,
        PathConfig.off());
  }

  /** Profile {@code source}, nothing measured (LD-13). */
  public static SegmentConfig source(int priority) {
    return new SegmentConfig(
        ElectionConfig.source(priority),
        RegistrationConfig.source(),
        MctpConfig.source(),
        PriorityWeights.PREFERENCE_ONLY,
        PathConfig.off());
  }
}
