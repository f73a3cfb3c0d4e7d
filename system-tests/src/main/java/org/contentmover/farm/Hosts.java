package org.contentmover.farm;

import java.util.List;

/**
 * Where the processes of a farm live: all on loopback, told apart by their ports, or each in a host
 * of its own of a segment of system-tests/lab, told apart by their addresses. Immutable.
 *
 * @param segmentOfLab the name of the lab's segment; empty for loopback
 */
public record Hosts(String segmentOfLab) {

  /** Everything on 127.0.0.1. */
  public static final Hosts LOOPBACK = new Hosts("");

  /** Whether every process has a host of its own. */
  boolean areSeparate() {
    return !segmentOfLab.isEmpty();
  }

  /**
   * The address of a host.
   *
   * @param number from 1; of no meaning on loopback
   */
  String address(int number) {
    return areSeparate() ? "10.77.0." + number : "127.0.0.1";
  }

  /** What a command has to begin with to run in a host; keeps the process id. */
  List<String> launcher(int number) {
    return areSeparate() ? List.of("ip", "netns", "exec", segmentOfLab + "-" + number) : List.of();
  }
}
