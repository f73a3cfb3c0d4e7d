package org.contentmover.ccm.version.view;

import java.time.Instant;
import java.util.List;

/**
 * Other content at some paths, for some servers of a content group.
 *
 * @param version the number under which servers report it
 * @param base the published version that it changes
 * @param servers those that are to show it, or were to when it ended
 * @param endedAt null while it is to be shown
 * @param ended why it is not shown any more; empty while it is
 * @param keptBy where servers show it though it has ended, and which runs have these in their
 *     hands; empty for none
 */
public record HotContentView(
    String site,
    String group,
    long version,
    long base,
    String stagingArea,
    List<String> paths,
    List<String> servers,
    String reason,
    String by,
    Instant since,
    Instant endedAt,
    String ended,
    String keptBy) {
  /** The same, kept from ending on its servers. */
  public HotContentView keptBy(String why) {
    return new HotContentView(
        site,
        group,
        version,
        base,
        stagingArea,
        paths,
        servers,
        reason,
        by,
        since,
        endedAt,
        ended,
        why);
  }

  /** "hot content at news/ since …, by user ann (the election)". */
  public String inWords() {
    return "hot content at "
        + String.join(" ", paths)
        + " since "
        + since
        + ", by "
        + by
        + " ("
        + reason
        + ")";
  }
}
