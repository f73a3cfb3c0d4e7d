package org.contentmover.ccm.security.view;

import java.time.Instant;
import java.util.Set;

/** One person's account. */
public record UserView(
    String name,
    Set<Role> roles,
    boolean enabled,
    Instant createdAt,
    Instant passwordChangedAt,
    long revision) {
  public UserView {
    roles = Set.copyOf(roles);
  }
}
