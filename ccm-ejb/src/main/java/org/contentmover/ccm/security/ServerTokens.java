package org.contentmover.ccm.security;

import jakarta.ejb.Local;
import org.contentmover.ccm.security.view.AuthenticatedServer;

/**
 * Checks the tokens servers sign with their own keys (docs/protocol/distribution.md, "Who proves
 * what").
 */
@Local
public interface ServerTokens {
  /**
   * @throws org.contentmover.ccm.problem.NotAllowed with the reason, when the token is not of an
   *     enrolled, unrevoked server
   * @throws org.contentmover.ccm.problem.ClockDiffers when it is, and nothing but its times is
   *     wrong
   */
  AuthenticatedServer authenticate(String token);
}
