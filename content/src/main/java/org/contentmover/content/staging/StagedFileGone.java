package org.contentmover.content.staging;

import java.io.IOException;

/** A file of a staging area is not what the scan saw. Scanning again, when it is quiet, helps. */
public final class StagedFileGone extends IOException {
  private static final long serialVersionUID = 1;

  StagedFileGone(String path, String why) {
    super("\"" + path + "\": " + why + "; publish again when nobody works in the staging area");
  }
}
