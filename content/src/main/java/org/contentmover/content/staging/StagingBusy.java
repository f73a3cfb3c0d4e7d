package org.contentmover.content.staging;

/** A server scans as many staging areas as it can at a time; asking again later helps. */
public final class StagingBusy extends Exception {
  private static final long serialVersionUID = 1;

  StagingBusy(String message) {
    super(message);
  }
}
