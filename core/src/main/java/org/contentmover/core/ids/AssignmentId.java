package org.contentmover.core.ids;

import java.util.Objects;
import java.util.UUID;

/**
 * Names one assignment everywhere.
 *
 * @param value never null
 */
public record AssignmentId(UUID value) {
  /** Rejects null. */
  public AssignmentId {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
