package org.contentmover.ccm.scrub.view;

import java.time.Instant;
import java.util.List;

/**
 * The latest scrub of a site on a server.
 *
 * @param state WHOLE, DRIFTED, REPAIRED, or UNCLEAR when not all could be compared
 * @param drifted paths that were not what they should be
 * @param since when the first of them was seen; null when there is none
 * @param repairedAt when all of them were repaired; null when nothing was, or not all
 * @param paths the first of them, of the live version if it has any
 */
public record SiteScrubView(
    String server,
    String site,
    String state,
    Instant endedAt,
    long filesRead,
    long bytesRead,
    long drifted,
    Instant since,
    Instant repairedAt,
    String problem,
    List<DriftedPath> paths) {
  public SiteScrubView {
    paths = List.copyOf(paths);
  }
}
