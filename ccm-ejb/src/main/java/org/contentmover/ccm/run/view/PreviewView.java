package org.contentmover.ccm.run.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an order would do (CM-11). Changes are those that were found; servers and conflicts are
 * those of now.
 *
 * @param kind that of the run it would be
 * @param job its name, null when it is about none
 * @param stagingArea null when none is scanned
 * @param removes patterns of what is to go
 * @param status WORKING, READY, NOTHING_TO_DO or FAILED
 * @param keptUntil when it is forgotten at the latest
 * @param problem why it failed; empty when it has not
 * @param changes null unless something was found
 * @param able how many servers could take part now
 * @param needed how many have to
 * @param enough whether the quorum would be met
 */
public record PreviewView(
    UUID id,
    String kind,
    String job,
    String site,
    String group,
    String stagingArea,
    List<String> removes,
    String status,
    boolean ended,
    Instant startedAt,
    String startedBy,
    Instant endedAt,
    Instant keptUntil,
    String problem,
    PreviewChangesView changes,
    List<PreviewServerView> servers,
    long able,
    int needed,
    boolean enough,
    List<PreviewConflictView> conflicts) {
  public PreviewView {
    removes = List.copyOf(removes);
    servers = List.copyOf(servers);
    conflicts = List.copyOf(conflicts);
  }
}
