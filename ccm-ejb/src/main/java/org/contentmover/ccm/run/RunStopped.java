package org.contentmover.ccm.run;

import jakarta.ejb.ApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a run needs cannot be read or written; everything is rolled back. The container logs what is
 * no application exception whenever it is thrown, and a run is tried twice a second.
 */
@ApplicationException(rollback = true)
public class RunStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunStopped(UncheckedIOException why) {
    super(why.getMessage(), why);
  }

  /** What is the matter with the data directory. */
  IOException unusable() {
    return ((UncheckedIOException) getCause()).getCause();
  }
}
