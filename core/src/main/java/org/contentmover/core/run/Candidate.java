package org.contentmover.core.run;

import org.contentmover.core.ids.ServerName;

/**
 * A server of the run's content group, as it is right now.
 *
 * @param able whether it could take part
 * @param whyNot for people, empty when able ("is down since …", "is being brought to version 3")
 * @param freeDiskBytes what it reported, negative when unknown
 */
public record Candidate(ServerName server, boolean able, String whyNot, long freeDiskBytes) {
  public static Candidate able(ServerName server, long freeDiskBytes) {
    return new Candidate(server, true, "", freeDiskBytes);
  }

  public static Candidate unable(ServerName server, String whyNot) {
    return new Candidate(server, false, whyNot, -1);
  }

  /** The same server judged by the space an assignment needs (CM-6). */
  Candidate withRoomFor(long requiredBytes) {
    if (!able || freeDiskBytes < 0 || freeDiskBytes >= requiredBytes) {
      return this;
    }
    return unable(server, "has " + freeDiskBytes + " bytes free and needs " + requiredBytes);
  }
}
