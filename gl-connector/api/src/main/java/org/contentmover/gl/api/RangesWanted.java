package org.contentmover.gl.api;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Multicast does not bring these ranges to this server: the agent shall fetch them by HTTP, write
 * them into the file at their offsets, tell its progress to the {@link FetchReply}, and call {@link
 * GlConnection#rangesFilled} in the end (LD-5).
 *
 * @param assignmentId as offered
 * @param path the spool file, at its full size already; only these ranges may be written
 * @param ranges what lacks, ascending, not touching each other
 * @param sourceUrl where to fetch, with {@code Range} requests
 * @param ticket credential for that fetch
 */
public record RangesWanted(
    UUID assignmentId, Path path, List<ByteRange> ranges, String sourceUrl, String ticket) {
  /** Copies the list. */
  public RangesWanted {
    ranges = List.copyOf(ranges);
  }
}
