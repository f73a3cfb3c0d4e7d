package org.contentmover.ccm.security;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.security.view.CcmKeysView;

/**
 * The CCM's own signing key and its rotation in three steps (UI-4): the next key is introduced,
 * everything is signed with it, the old one is retired.
 */
@Local
public interface CcmKeys {
  CcmKeysView view();

  /**
   * Makes the next key, and tells servers to trust it too.
   *
   * @throws org.contentmover.ccm.problem.Conflict when a rotation is under way
   */
  CcmKeysView introduce(Actor by);

  /**
   * Signs with the next key from now on.
   *
   * @param evenIfMissing although servers do not have it yet; they refuse everything until they do
   * @throws org.contentmover.ccm.problem.Conflict naming the servers that do not have it, or when
   *     there is none
   */
  CcmKeysView change(boolean evenIfMissing, Actor by);

  /**
   * Tells servers to trust the old key no more, and forgets it.
   *
   * @throws org.contentmover.ccm.problem.Conflict when there is none, or a run is in progress whose
   *     assignments it signed
   */
  CcmKeysView retire(Actor by);

  /**
   * A server tells which ring it trusts.
   *
   * @param reporter the server that proved itself with the request
   * @return letters that lead to the present one
   */
  List<String> told(String server, long ring, String reporter);
}
