package org.contentmover.core.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.contentmover.core.ids.ServerName;

/**
 * Which servers are told to switch several sites by one order (CM-9): those that have staged for
 * the same runs. Pure.
 */
public final class JointAudiences {
  private JointAudiences() {}

  /**
   * The sets of servers, by the runs for which they have staged; without those of one run alone.
   *
   * @param staged which servers have staged, by run
   * @param <R> stands for a run, the same way each time
   */
  public static <R> Map<Collection<R>, SortedSet<ServerName>> of(
      SortedMap<R, ? extends Collection<ServerName>> staged) {
    SortedMap<ServerName, SortedSet<R>> runs = new TreeMap<>();
    staged.forEach(
        (run, servers) ->
            servers.forEach(
                server -> runs.computeIfAbsent(server, it -> new TreeSet<>()).add(run)));
    Map<Collection<R>, SortedSet<ServerName>> audiences = new HashMap<>();
    runs.forEach(
        (server, ofServer) -> {
          if (ofServer.size() > 1) {
            audiences.computeIfAbsent(ofServer, it -> new TreeSet<>()).add(server);
          }
        });
    return audiences;
  }
}
