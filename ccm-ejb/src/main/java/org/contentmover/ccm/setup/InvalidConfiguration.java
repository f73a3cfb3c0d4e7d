package org.contentmover.ccm.setup;

import java.util.List;

/** The configuration cannot be accepted; everything that is wrong with it. */
final class InvalidConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problems a sentence each, that names the key
   */
  InvalidConfiguration(List<String> problems) {
    super("The configuration of the CCM cannot be accepted. " + String.join(" ", problems));
  }
}
