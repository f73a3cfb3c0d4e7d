package org.contentmover.ccm.run.view;

import java.util.UUID;

/**
 * What would keep an order from being carried out, or comes to an end by it.
 *
 * @param run the run it is about, null when it is about none
 */
public record PreviewConflictView(Kind kind, String text, UUID run) {
  /** What it is about. */
  public enum Kind {
    /** A run that goes before. */
    RUN,
    /** The tree was withdrawn. */
    PIN,
    /** A publisher has to sign for it. */
    PUBLISHER,
    /** Another version was published since this was found out. */
    OUTDATED,
    /** It would end. */
    HOT_CONTENT
  }
}
