package org.contentmover.core.mctp;

import java.util.Locale;
import java.util.SortedMap;
import org.contentmover.core.mctp.wire.TransferIgnored;

/** What happened so far in the transfers of this server; docs/protocol/mctp.md explains each. */
final class MctpCounters {
  long sessionsSent;
  long framesSent;
  long paritySent;
  long framesReceived;
  long framesFound;
  long parityReceived;
  long framesRepaired;
  long repairsFailed;
  long receptions;
  long receptionsResumed;
  long receptionsRestarted;
  long hashMismatches;
  long sentToFetch;
  long statusesSent;
  long reportsSent;
  private final long[] ignored = new long[TransferIgnored.values().length];

  void ignored(TransferIgnored reason) {
    ignored[reason.ordinal()]++;
  }

  /** Adds every counter under its name. */
  void addTo(SortedMap<String, Long> all) {
    all.put("mctp.sessions.sent", sessionsSent);
    all.put("mctp.frames.sent", framesSent);
    all.put("mctp.parity.sent", paritySent);
    all.put("mctp.frames.received", framesReceived);
    all.put("mctp.frames.found", framesFound);
    all.put("mctp.parity.received", parityReceived);
    all.put("mctp.frames.repaired", framesRepaired);
    all.put("mctp.repairs.failed", repairsFailed);
    all.put("mctp.receptions", receptions);
    all.put("mctp.receptions.resumed", receptionsResumed);
    all.put("mctp.receptions.restarted", receptionsRestarted);
    all.put("mctp.hash.mismatches", hashMismatches);
    all.put("mctp.fetches", sentToFetch);
    all.put("mctp.statuses.sent", statusesSent);
    all.put("mctp.reports.sent", reportsSent);
    for (TransferIgnored reason : TransferIgnored.values()) {
      String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
      all.put("mctp.ignored." + name, ignored[reason.ordinal()]);
    }
  }
}
