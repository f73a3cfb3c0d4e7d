package org.contentmover.ccm.staging;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Lets some time pass before a server that was away is asked again. */
@ApplicationScoped
public class Pause {
  /**
   * Holds the caller's thread.
   *
   * @throws InterruptedIOException when the CCM is being stopped
   */
  public void pause(Duration time) throws InterruptedIOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the CCM is being stopped");
    }
  }
}
