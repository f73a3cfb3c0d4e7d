package org.contentmover.core.tree;

/** Where an edge is. */
public enum EdgeState {
  /** Nobody serves it yet, or again. */
  WAITING,
  /** Has a source; its target is being told. */
  GIVEN,
  /** The target answered that it will fetch. */
  NOTIFIED,
  FETCHING,
  /** The target has all bytes and brings them to its segment. */
  FETCHED,
  /** The target's last report was final. */
  CLOSED;

  /** Takes bytes of its source right now. */
  public boolean isServed() {
    return this == GIVEN || this == NOTIFIED || this == FETCHING;
  }
}
