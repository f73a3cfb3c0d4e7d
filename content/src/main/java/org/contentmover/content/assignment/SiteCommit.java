package org.contentmover.content.assignment;

import java.util.List;
import java.util.Optional;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.HookCall;

/**
 * What a commit says of one of the sites that it makes live together (CM-9).
 *
 * @param header as if the commit were of this site alone
 * @param statement what a publisher of the site says; not checked here
 * @param hooks to be run after the switch
 */
public record SiteCommit(
    AssignmentHeader header, Optional<SignedStatement> statement, List<HookCall> hooks) {
  /** One order makes so many sites live at most. */
  public static final int MOST_SITES = 16;

  public SiteCommit {
    hooks = List.copyOf(hooks);
  }
}
