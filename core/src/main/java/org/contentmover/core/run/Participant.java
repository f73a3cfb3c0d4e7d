package org.contentmover.core.run;

import org.contentmover.core.ids.ServerName;

/**
 * One participant of a run.
 *
 * @param unreachable its leader reports it missing
 * @param down the CCM knows it, or its whole segment, to be silent
 * @param silentSinceMillis since when one of the two holds, 0 when neither
 */
public record Participant(
    ServerName server,
    Standing standing,
    String reason,
    boolean unreachable,
    boolean down,
    long silentSinceMillis) {

  static Participant pending(ServerName server) {
    return new Participant(server, Standing.PENDING, "", false, false, 0);
  }

  Participant as(Standing newStanding, String newReason) {
    return new Participant(
        server, newStanding, newReason, false, down, down ? silentSinceMillis : 0);
  }

  Participant unreachable(boolean nowUnreachable, long nowMillis) {
    return silent(nowUnreachable, down, nowMillis);
  }

  Participant down(boolean nowDown, long nowMillis) {
    return silent(unreachable, nowDown, nowMillis);
  }

  private Participant silent(boolean nowUnreachable, boolean nowDown, long nowMillis) {
    boolean silent = nowUnreachable || nowDown;
    long since = !silent ? 0 : silentSinceMillis == 0 ? nowMillis : silentSinceMillis;
    return new Participant(server, standing, reason, nowUnreachable, nowDown, since);
  }

  boolean isSilent() {
    return silentSinceMillis != 0;
  }
}
