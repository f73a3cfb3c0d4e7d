package org.contentmover.ccm.version.store.view;

import java.time.Instant;
import java.util.List;

/**
 * Content that is needed and was not in the store.
 *
 * @param content its hash (hex)
 * @param sizeBytes 0 when it is not known
 * @param why what was found
 * @param neededBy versions and checkpoints with the paths there, the first ones
 * @param repairedAt null when it is still missing
 * @param repairedFrom the server it came from, or that it was published again
 * @param problem why it could not be brought back
 */
public record StoreLossView(
    String content,
    long sizeBytes,
    String why,
    List<String> neededBy,
    Instant foundAt,
    Instant repairedAt,
    String repairedFrom,
    String problem) {
  public StoreLossView {
    neededBy = List.copyOf(neededBy);
  }
}
