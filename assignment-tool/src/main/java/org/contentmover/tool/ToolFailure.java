package org.contentmover.tool;

/** What was asked for cannot be done; what was begun is undone. Says what happened, what to do. */
final class ToolFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ToolFailure(String message) {
    super(message);
  }
}
