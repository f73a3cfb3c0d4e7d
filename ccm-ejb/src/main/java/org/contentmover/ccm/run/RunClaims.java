package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.contentmover.ccm.distribution.BusyServers;
import org.contentmover.ccm.job.RunPhases;
import org.contentmover.core.run.RunPhase;

/** What runs tell the other capabilities. Works in the caller's transaction. */
@ApplicationScoped
public class RunClaims implements BusyServers, RunPhases {
  @Inject private RunBook book;

  @Override
  public Set<String> on(String site) {
    Set<String> busy = new HashSet<>();
    for (Run run : book.activeOn(site)) {
      if (run.phase().compareTo(RunPhase.DISTRIBUTING) >= 0) {
        book.state(run)
            .participants()
            .forEach(participant -> busy.add(participant.server().value()));
      }
    }
    return busy;
  }

  @Override
  public String phase(UUID run) {
    return run == null ? null : book.find(run).map(found -> found.phase().name()).orElse(null);
  }

  @Override
  public boolean isActive(UUID run) {
    return run != null && book.find(run).map(found -> !found.phase().isTerminal()).orElse(false);
  }
}
