package org.contentmover.tool;

/** The tool was asked for something it does not do; nothing was touched. Says what, and why. */
final class WrongUse extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongUse(String message) {
    super(message);
  }
}
