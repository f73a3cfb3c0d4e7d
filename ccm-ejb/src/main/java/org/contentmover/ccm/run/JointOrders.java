package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.contentmover.ccm.distribution.DistributionBook;
import org.contentmover.ccm.distribution.SwitchedRun;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.run.JointAudiences;
import org.contentmover.core.run.Participant;
import org.contentmover.core.run.RunState;
import org.contentmover.core.run.Standing;

/**
 * Has servers that staged for several runs of a joint update switch all of them by one commit
 * (CM-9). Works in the caller's transaction.
 */
@ApplicationScoped
public class JointOrders {
  @Inject private RunBook book;
  @Inject private RunAssignments assignments;
  @Inject private DistributionBook distributions;
  @Inject private Clock clock;

  /**
   * Orders it; the runs themselves tell who has staged for one of them alone.
   *
   * @param runs all that go live now
   */
  void order(List<Run> runs) {
    SortedMap<String, Run> bySite = new TreeMap<>();
    SortedMap<String, List<ServerName>> staged = new TreeMap<>();
    for (Run run : runs) {
      bySite.put(run.site(), run);
      staged.put(
          run.site(),
          book.state(run).with(Standing.STAGED).stream().map(Participant::server).toList());
    }
    JointAudiences.of(staged)
        .forEach(
            (sites, servers) ->
                order(
                    sites.stream().map(bySite::get).toList(),
                    servers.stream().map(ServerName::value).toList()));
  }

  private void order(List<Run> runs, List<String> servers) {
    List<RunState> states = runs.stream().map(book::state).toList();
    int quorum = states.stream().mapToInt(RunState::quorumNeeded).max().orElseThrow();
    long millis =
        states.stream().mapToLong(it -> it.policy().committingMillis()).max().orElseThrow();
    Instant deadline = clock.instant().plusMillis(millis);
    List<SwitchedRun> switched =
        runs.stream()
            .map(
                run ->
                    new SwitchedRun(run.id(), run.site(), run.group(), book.state(run).version()))
            .toList();
    distributions.startTogether(
        assignments.jointCommit(runs),
        inWords(switched),
        switched,
        servers,
        Math.min(quorum, servers.size()),
        deadline);
  }

  private static String inWords(Collection<SwitchedRun> switched) {
    return switched.stream()
        .sorted(Comparator.comparing(SwitchedRun::site))
        .map(it -> it.site() + " " + it.version())
        .collect(Collectors.joining(", ", "commit ", ""));
  }
}
