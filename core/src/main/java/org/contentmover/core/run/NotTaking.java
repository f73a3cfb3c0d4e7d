package org.contentmover.core.run;

import org.contentmover.core.ids.ServerName;

/** A server of the group that does not take part, and why; it is synchronized later (SC-7). */
public record NotTaking(ServerName server, String reason) {
  @Override
  public String toString() {
    return server + " (" + reason + ")";
  }
}
