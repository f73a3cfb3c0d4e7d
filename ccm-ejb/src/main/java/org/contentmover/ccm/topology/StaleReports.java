package org.contentmover.ccm.topology;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the servers of each segment told and was refused because something newer is known: a
 * leader of an older epoch, a report that was overtaken (EL-6). From the start of the CCM on: a
 * refusal rolls the database back. Safe for any thread.
 */
@ApplicationScoped
public class StaleReports {
  private final Map<String, LongAdder> bySegment = new ConcurrentHashMap<>();

  /** One more of a segment. */
  public void count(String segment) {
    bySegment.computeIfAbsent(segment, name -> new LongAdder()).increment();
  }

  /** How many of a segment were refused. */
  public long of(String segment) {
    LongAdder counted = bySegment.get(segment);
    return counted == null ? 0 : counted.sum();
  }
}
