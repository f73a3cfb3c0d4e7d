package org.contentmover.ccm.web.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import org.contentmover.ccm.problem.Invalid;

/** On which revision a change is based, by the header If-Match (UI-2). Pure. */
final class Precondition {
  private Precondition() {}

  /**
   * @return the revision, or null when the caller wants the change whatever is held ({@code *})
   * @throws WebApplicationException 428 when the header is missing: a change that does not say what
   *     it is based on undoes other people's
   */
  static Long revision(String ifMatch) {
    if (ifMatch == null) {
      throw new WebApplicationException(Status.PRECONDITION_REQUIRED);
    }
    String tag = ifMatch.trim();
    if (tag.equals("*")) {
      return null;
    }
    if (!tag.matches("\"[0-9]{1,18}\"")) {
      throw new Invalid("If-Match", tag, "the ETag of the answer the change is based on, or *");
    }
    return Long.valueOf(tag.substring(1, tag.length() - 1));
  }
}
