package org.contentmover.content.staging;

/** Something is asked of a server that it does not offer. The text says what to do. */
public final class StagingRefused extends Exception {
  private static final long serialVersionUID = 1;

  StagingRefused(String message) {
    super(message);
  }
}
