package org.contentmover.content.staging;

import java.io.IOException;

/** What comes cannot be written here: the trouble is this host's, not that of who sends. */
public final class ArrivalNotKept extends IOException {
  private static final long serialVersionUID = 1;

  ArrivalNotKept(IOException why) {
    super("what comes from a staging area cannot be kept: " + why.getMessage(), why);
  }
}
