package org.contentmover.core.guard;

import java.util.Locale;
import java.util.SortedMap;

/** What the guard counts; counting allocates nothing. */
final class GuardCounters {
  private final long[] refused = new long[GuardRefusal.values().length];
  long opened;
  long challengesSent;
  long challengesHeldBack;
  long proofsSent;
  long sendersProven;

  void refused(GuardRefusal reason) {
    refused[reason.ordinal()]++;
  }

  void addTo(SortedMap<String, Long> counters) {
    for (GuardRefusal reason : GuardRefusal.values()) {
      String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
      counters.put("guard.refused." + name, refused[reason.ordinal()]);
    }
    counters.put("guard.opened", opened);
    counters.put("guard.challenges.sent", challengesSent);
    counters.put("guard.challenges.held-back", challengesHeldBack);
    counters.put("guard.proofs.sent", proofsSent);
    counters.put("guard.senders.proven", sendersProven);
  }
}
