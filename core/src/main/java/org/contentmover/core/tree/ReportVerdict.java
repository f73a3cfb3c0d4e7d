package org.contentmover.core.tree;

/** What the CCM makes of a report. */
public enum ReportVerdict {
  ACCEPTED,
  /** Of an older epoch, or not newer than what is known in its epoch (EL-6). */
  OLDER
}
