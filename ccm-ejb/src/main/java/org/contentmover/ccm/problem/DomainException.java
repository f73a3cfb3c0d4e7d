package org.contentmover.ccm.problem;

import jakarta.ejb.ApplicationException;

/**
 * A request that cannot be carried out, told to the caller in words an administrator understands:
 * what, which object, what to do. The transaction is rolled back. Immutable.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract class DomainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DomainException(String message) {
    super(message);
  }
}
