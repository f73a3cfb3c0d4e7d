package org.contentmover.agent.segment;

import java.util.Optional;
import org.contentmover.gl.api.SegmentSettings;

/** What an administrator has ordered at the CCM about this server's leading (EL-12). */
public enum LeadershipOrder {
  /** Nothing: this server's own configuration counts. */
  CONFIGURED,
  /** To lead before all others. */
  ASSIGNED,
  /** Not to lead. */
  NEVER;

  private static final int ASSIGNED_PREFERENCE = 100;

  /** The order of that name. */
  public static Optional<LeadershipOrder> named(String name) {
    for (LeadershipOrder order : values()) {
      if (order.name().equals(name)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  /** The preference in elections that is in force where the configuration has this one. */
  public int preference(int configured) {
    return switch (this) {
      case CONFIGURED -> configured;
      case ASSIGNED -> ASSIGNED_PREFERENCE;
      case NEVER -> SegmentSettings.NEVER_LEADS;
    };
  }
}
