package org.contentmover.ccm.scrub.view;

import java.time.Instant;
import java.util.List;

/**
 * What a server says of one scrub of one site; field names are those of
 * docs/protocol/distribution.md.
 *
 * @param drifted paths of all versions together
 * @param repairedAt when all of them were repaired; null when nothing was, or not all
 * @param problem why not all versions could be compared or repaired; empty for none
 */
public record ScrubReport(
    String site,
    Instant startedAt,
    Instant endedAt,
    long filesRead,
    long bytesRead,
    long drifted,
    Instant repairedAt,
    String problem,
    List<DriftedVersion> versions) {

  /** One version, with the first of its paths. */
  public record DriftedVersion(long version, boolean live, long drifted, List<DriftedPath> paths) {
    public DriftedVersion {
      paths = paths == null ? List.of() : List.copyOf(paths);
    }
  }

  public ScrubReport {
    versions = versions == null ? List.of() : List.copyOf(versions);
  }
}
