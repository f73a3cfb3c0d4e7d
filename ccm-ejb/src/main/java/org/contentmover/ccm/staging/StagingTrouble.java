package org.contentmover.ccm.staging;

import java.io.IOException;

/** A staging area elsewhere cannot be read as it is now. The text says what to do. */
public class StagingTrouble extends IOException {
  private static final long serialVersionUID = 1;

  StagingTrouble(String message) {
    super(message);
  }

  StagingTrouble(String message, Throwable why) {
    super(message, why);
  }

  /** The server was not reached, or the way broke off: it may well work the next time. */
  static final class Away extends StagingTrouble {
    private static final long serialVersionUID = 1;

    Away(String message, Throwable why) {
      super(message, why);
    }
  }

  /** The server scans as many trees as it can: it will have time sooner or later. */
  static final class Busy extends StagingTrouble {
    private static final long serialVersionUID = 1;

    Busy(String message) {
      super(message);
    }
  }

  /** The server does not know the scan (any more): it is to be begun again. */
  static final class ScanUnknown extends StagingTrouble {
    private static final long serialVersionUID = 1;

    ScanUnknown(String message) {
      super(message);
    }
  }
}
