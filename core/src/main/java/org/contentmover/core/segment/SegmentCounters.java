package org.contentmover.core.segment;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.contentmover.core.election.ElectionEvent;
import org.contentmover.core.wire.IgnoredReason;

/** What a member counts; one array cell each, so counting allocates nothing. */
final class SegmentCounters {
  private final long[] ignored = new long[IgnoredReason.values().length];
  private final long[] events = new long[ElectionEvent.values().length];

  void ignored(IgnoredReason reason) {
    ignored[reason.ordinal()]++;
  }

  void event(ElectionEvent event) {
    events[event.ordinal()]++;
  }

  SortedMap<String, Long> byName() {
    SortedMap<String, Long> counters = new TreeMap<>();
    for (IgnoredReason reason : IgnoredReason.values()) {
      counters.put("control.ignored." + name(reason), ignored[reason.ordinal()]);
    }
    for (ElectionEvent event : ElectionEvent.values()) {
      counters.put("election." + name(event), events[event.ordinal()]);
    }
    return counters;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
