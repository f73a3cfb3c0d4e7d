package org.contentmover.content.delta;

/** How the bytes of a file of the base version are looked at. */
public enum View {
  /** As they are. */
  RAW,
  /** An archive with its entries inflated ({@link org.contentmover.content.delta.zip}). */
  INFLATED
}
