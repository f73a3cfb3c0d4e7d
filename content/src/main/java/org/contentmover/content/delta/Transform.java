package org.contentmover.content.delta;

/** What the receiver makes of a file's stretch of the content stream. */
public enum Transform {
  /** The stretch is the file. */
  NONE,
  /** The stretch is the inflated view of an archive; its entries are deflated again. */
  ZIP
}
