package org.contentmover.ccm.distribution.view;

/** Answer to "next?": exactly one of a server to notify and {@code last}. */
public record EdgeAnswer(NextServer next, Boolean last) {
  public static final EdgeAnswer LAST = new EdgeAnswer(null, true);

  public static EdgeAnswer next(NextServer next) {
    return new EdgeAnswer(next, null);
  }
}
