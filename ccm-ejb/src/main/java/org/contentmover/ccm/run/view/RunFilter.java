package org.contentmover.ccm.run.view;

import java.util.UUID;

/**
 * Which runs: every field may be null (any). {@code active} true: in progress only, false: ended
 * only.
 */
public record RunFilter(UUID job, String site, Boolean active) {
  public static final RunFilter ANY = new RunFilter(null, null, null);
}
