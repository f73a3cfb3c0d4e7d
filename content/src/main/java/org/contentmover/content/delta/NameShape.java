package org.contentmover.content.delta;

import java.util.regex.Pattern;

/**
 * Paths without what changes from release to release: versions, and hashes that build tools put
 * into names ({@code app.3f9c2b.js}, {@code lib-1.2.3.jar}).
 */
public final class NameShape {
  /**
   * Numbers and what is joined to them by dots; runs of six and more letters and digits that hold a
   * digit.
   */
  private static final Pattern CHANGING =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?=[A-Za-z_]*[0-9])[A-Za-z0-9_]{6,}(?![A-Za-z0-9])|[0-9]+(\\.[0-9]+)*");

  private NameShape() {}

  /** A path, or a name, with a sign in place of what changes. */
  public static String of(String path) {
    return CHANGING.matcher(path).replaceAll("#");
  }
}
