package org.contentmover.core.run;

import java.util.List;

/**
 * The answer to {@link RunEffect.TakeSurvey}.
 *
 * @param blocker the run that holds the site on a common server, null when none
 * @param blockerTitle what that run is, for people; null when none
 * @param candidates every server of the content group, able or not
 */
public record Survey(String blocker, String blockerTitle, List<Candidate> candidates) {
  public Survey {
    candidates = List.copyOf(candidates);
  }
}
