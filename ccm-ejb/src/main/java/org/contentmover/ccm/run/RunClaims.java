package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.distribution.BusyServers;
import org.contentmover.ccm.job.RunPhases;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.topology.SegmentWork;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.version.plan.Plans;
import org.contentmover.core.run.RunPhase;

/** What runs tell the other capabilities. Works in the caller's transaction. */
@ApplicationScoped
public class RunClaims implements BusyServers, RunPhases, SegmentWork {
  @Inject private RunBook book;
  @Inject private ServerDirectory directory;
  @Inject private GroupDirectory groups;
  @Inject private Plans plans;

  @Override
  public Map<String, Map<String, String>> bySite() {
    Map<String, Map<String, String>> busy = book.workingServers();
    for (Run run : book.active()) {
      boolean before = run.phase().compareTo(RunPhase.DISTRIBUTING) < 0;
      if (before && run.phase().holdsSite() && plans.isNumbered(run.id())) {
        // What was numbered after it and arrives before it would make it a replay.
        Map<String, String> taken = busy.computeIfAbsent(run.site(), site -> new HashMap<>());
        groups
            .members(run.site(), run.group())
            .forEach(server -> taken.put(server.name(), run.inWords()));
      }
    }
    return busy;
  }

  @Override
  public Optional<String> committingOn(String segment) {
    return book.active().stream()
        .filter(run -> run.phase() == RunPhase.COMMITTING)
        .filter(run -> hasParticipantIn(run, segment))
        .map(Run::title)
        .findFirst();
  }

  private boolean hasParticipantIn(Run run, String segment) {
    List<String> servers =
        book.state(run).participants().stream()
            .map(participant -> participant.server().value())
            .toList();
    return directory.named(servers).values().stream()
        .anyMatch(server -> server.segment().equals(segment));
  }

  @Override
  public String phase(UUID run) {
    return run == null ? null : book.find(run).map(found -> found.phase().name()).orElse(null);
  }

  @Override
  public boolean isRunning(UUID job) {
    return book.active().stream().anyMatch(run -> job.equals(run.job()));
  }
}
