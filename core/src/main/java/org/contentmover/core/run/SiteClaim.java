package org.contentmover.core.run;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.ServerName;

/**
 * What a run needs for itself: a hosted site on a set of servers (SC-3).
 *
 * @param run id of the run
 * @param order when it started: among waiting runs the earlier goes first
 * @param holds whether it holds the site already, else it waits for it
 */
public record SiteClaim(
    String run,
    long order,
    boolean holds,
    HostedSite site,
    ContentGroup group,
    Set<ServerName> servers) {
  private static final Comparator<SiteClaim> EARLIER_FIRST =
      Comparator.comparing((SiteClaim claim) -> !claim.holds)
          .thenComparingLong(SiteClaim::order)
          .thenComparing(SiteClaim::run);

  public SiteClaim {
    servers = Set.copyOf(servers);
  }

  /**
   * The runs this one has to wait for, in their order: those that hold the site on a common server,
   * and those that wait for it since earlier.
   */
  public List<SiteClaim> allBefore(Collection<SiteClaim> others) {
    return others.stream().filter(this::mustWaitFor).sorted(EARLIER_FIRST).toList();
  }

  private boolean mustWaitFor(SiteClaim other) {
    if (other.run.equals(run) || !other.site.equals(site)) {
      return false;
    }
    boolean first = other.holds || EARLIER_FIRST.compare(other, this) < 0;
    // The same group shares one shadow and one sequence, even while no server belongs to it.
    return first && (other.group.equals(group) || !Collections.disjoint(other.servers, servers));
  }
}
