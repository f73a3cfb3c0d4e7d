package org.contentmover.agent.security;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.content.trust.TokenRejected;

/**
 * Follows the CCM from key to key (UI-4): tells it which ring of its keys this server trusts, and
 * takes the letters that lead on. One thread at a time.
 */
public final class CcmKeyFollower {
  private static final Logger LOG = Logger.getLogger(CcmKeyFollower.class.getName());

  /** Asks the CCM. */
  @FunctionalInterface
  public interface Asking {
    /**
     * What leads from a ring to the present one; the reason in a sentence when it cannot be had.
     */
    List<String> newerThan(long ring) throws IOException;
  }

  private final ServerIdentity identity;
  private final Asking ccm;
  private volatile String problem = "";

  public CcmKeyFollower(ServerIdentity identity, Asking ccm) {
    this.identity = identity;
    this.ccm = ccm;
  }

  /** What keeps this server from the CCM's present keys, "" for nothing. */
  public String problem() {
    return problem;
  }

  /** Asks until there is nothing newer, so that the CCM knows what this server has. */
  public void ask() {
    try {
      List<String> letters = ccm.newerThan(identity.ccmRing());
      if (!letters.isEmpty()) {
        identity.followCcm(letters);
        LOG.log(Level.INFO, "the CCM''s keys are those of ring {0} now", identity.ccmRing());
        ccm.newerThan(identity.ccmRing());
      }
      problem = "";
    } catch (TokenRejected e) {
      fail(
          "the CCM has new keys that are not believed: "
              + e.getMessage()
              + "; if the CCM was set up anew, enrol this server again");
    } catch (IOException e) {
      fail(e.getMessage());
    }
  }

  private void fail(String why) {
    if (!why.equals(problem)) {
      LOG.log(Level.WARNING, why);
    }
    problem = why;
  }
}
