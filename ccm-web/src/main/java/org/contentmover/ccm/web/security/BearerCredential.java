package org.contentmover.ccm.web.security;

import jakarta.security.enterprise.credential.AbstractClearableCredential;
import org.contentmover.ccm.web.problem.Problem;
import org.contentmover.ccm.web.problem.Problems;

/** A token of the header {@code Authorization}, and why it was refused when it was. */
final class BearerCredential extends AbstractClearableCredential {
  /** What the token is taken for: decided by the path, not by what it looks like. */
  enum Purpose {
    ENROLMENT,
    SERVER
  }

  private final Purpose purpose;
  private String token;
  private Problem refusal = Problems.unauthenticated("The token is not accepted.");

  BearerCredential(Purpose purpose, String token) {
    this.purpose = purpose;
    this.token = token;
  }

  Purpose purpose() {
    return purpose;
  }

  String token() {
    return token;
  }

  void refused(Problem reason) {
    refusal = reason;
  }

  Problem refusal() {
    return refusal;
  }

  @Override
  protected void clearCredential() {
    token = "";
  }
}
