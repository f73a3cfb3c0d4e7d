package org.contentmover.core.guard;

/**
 * A sender counts control datagrams and data frames apart: they come by different sockets and
 * overtake one another by more than a replay window could bear.
 */
final class Lane {
  static final int CONTROL = 0;
  static final int DATA = 1;
  static final int COUNT = 2;

  private Lane() {}
}
