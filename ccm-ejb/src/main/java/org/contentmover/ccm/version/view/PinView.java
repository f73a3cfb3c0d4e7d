package org.contentmover.ccm.version.view;

import java.time.Instant;
import java.util.UUID;

/**
 * Why no job publishes a version again by itself (VC-7): who withdrew it, when, why, by which run.
 */
public record PinView(Instant at, String by, String reason, UUID run) {
  /** "withdrawn by user ann at … (the prices are wrong)". */
  public String inWords() {
    return "withdrawn by " + by + " at " + at + " (" + reason + ")";
  }
}
