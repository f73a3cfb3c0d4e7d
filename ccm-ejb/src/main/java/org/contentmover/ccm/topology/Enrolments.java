package org.contentmover.ccm.topology;

import jakarta.ejb.Local;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.topology.view.Enrolled;
import org.contentmover.ccm.topology.view.EnrolmentRequest;
import org.contentmover.ccm.topology.view.EnrolmentTokenView;
import org.contentmover.ccm.topology.view.IssuedEnrolmentToken;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;

/** One-time tokens and the enrolment of servers (UI-4). */
@Local
public interface Enrolments {
  IssuedEnrolmentToken issue(NewEnrolmentToken token, Actor by);

  /** Tokens, newest first. */
  List<EnrolmentTokenView> tokens();

  void revoke(UUID token, Actor by);

  /**
   * Is this the secret of a token the CCM issued? For the authentication of the request only:
   * whether it may still be used is decided by {@link #enrol}, because a repeated enrolment with
   * the same key is answered the same way although the token is spent.
   */
  boolean recognises(String secret);

  /**
   * Enrols a server, or answers the repetition.
   *
   * @throws org.contentmover.ccm.problem.NotAllowed token unknown, spent, expired, revoked or bound
   *     to another server
   * @throws org.contentmover.ccm.problem.Conflict the name is taken by a server with another key
   */
  Enrolled enrol(String secret, EnrolmentRequest request);
}
