package org.contentmover.ccm.version.checkpoint.archive;

/** What was given is no archive of a checkpoint; the message says what was found and where. */
public final class ArchiveRefused extends Exception {
  private static final long serialVersionUID = 1L;

  ArchiveRefused(String message) {
    super(message);
  }

  ArchiveRefused(String message, Exception cause) {
    super(message, cause);
  }
}
