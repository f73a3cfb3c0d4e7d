package org.contentmover.ccm.site.view;

/** How the servers of a content group are chosen (CM-14). */
public enum Membership {
  /** Every enrolled back-end server, also those that come later. */
  ALL,
  /** Every back-end server of the named segments, also those that come later. */
  SEGMENTS,
  /** The named servers. */
  SERVERS,
  /** Every back-end server that has the labels, also those that get them later. */
  LABELS
}
