package org.contentmover.farm;

import java.util.ArrayList;
import java.util.List;

/**
 * The size and limits of a farm.
 *
 * @param segments how many network segments, 1 to 20
 * @param serversPerSegment how many back-end servers in each, 1 to 20
 * @param rateBytesPerSecond bound of the multicast, relay and origin rate; 0 = the product's
 *     defaults
 * @param portOffset added to WildFly's standard ports for the CCM; agents follow from {@code
 *     portOffset + 100}; in hosts of their own all keep WildFly's standard ports
 * @param hosts where the processes live
 */
public record FarmSpec(
    int segments, int serversPerSegment, long rateBytesPerSecond, int portOffset, Hosts hosts) {

  /** The CCM answers at 8080 plus this, unless told otherwise. */
  public static final int DEFAULT_PORT_OFFSET = 10_000;

  private static final List<String> SEGMENT_NAMES =
      List.of("boston", "london", "tokyo", "sydney", "zurich", "lagos", "lima", "oslo");
  private static final int MOST = 20;

  public FarmSpec {
    if (segments < 1 || segments > MOST) {
      throw new FarmException("--segments must be 1 to " + MOST + ", not " + segments);
    }
    if (serversPerSegment < 1 || serversPerSegment > MOST) {
      throw new FarmException("--servers must be 1 to " + MOST + ", not " + serversPerSegment);
    }
    if (rateBytesPerSecond < 0) {
      throw new FarmException("the rate must not be negative: " + rateBytesPerSecond);
    }
  }

  /** A farm on loopback. */
  public FarmSpec(int segments, int serversPerSegment, long rateBytesPerSecond, int portOffset) {
    this(segments, serversPerSegment, rateBytesPerSecond, portOffset, Hosts.LOOPBACK);
  }

  /** One segment whose servers, and the CCM, have a host each in a segment of the lab. */
  public static FarmSpec inLab(String segmentOfLab, int servers, long rateBytesPerSecond) {
    return new FarmSpec(1, servers, rateBytesPerSecond, 0, new Hosts(segmentOfLab));
  }

  /** Two segments of three servers, no bound of the rate. */
  public static FarmSpec small() {
    return new FarmSpec(2, 3, 0, DEFAULT_PORT_OFFSET);
  }

  /** The names of the segments, in order. */
  public List<String> segmentNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      names.add(i < SEGMENT_NAMES.size() ? SEGMENT_NAMES.get(i) : "segment-" + (i + 1));
    }
    return names;
  }
}
