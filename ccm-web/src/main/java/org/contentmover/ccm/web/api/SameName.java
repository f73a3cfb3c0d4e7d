package org.contentmover.ccm.web.api;

import org.contentmover.ccm.problem.Invalid;

/** A document may repeat the name that is in its path, and may not contradict it. Pure. */
final class SameName {
  private SameName() {}

  static void require(String field, String inDocument, String inPath) {
    if (inDocument != null && !inDocument.equals(inPath)) {
      throw new Invalid(
          field, inDocument, "\"" + inPath + "\", as in the path; names do not change");
    }
  }
}
