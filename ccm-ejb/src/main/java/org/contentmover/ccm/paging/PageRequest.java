package org.contentmover.ccm.paging;

import org.contentmover.ccm.problem.Invalid;

/** Which part of a list: from {@code offset} (0-based) at most {@code limit} (1 to 500) items. */
public record PageRequest(int offset, int limit) {
  public static final int MAX_LIMIT = 500;

  public PageRequest {
    if (offset < 0) {
      throw new Invalid("offset", offset, "0 or more");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new Invalid("limit", limit, "1 to " + MAX_LIMIT);
    }
  }

  public static PageRequest first(int limit) {
    return new PageRequest(0, limit);
  }
}
