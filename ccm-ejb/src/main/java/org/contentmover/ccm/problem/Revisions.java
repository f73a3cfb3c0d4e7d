package org.contentmover.ccm.problem;

/** Conditional changes (UI-2). */
public final class Revisions {
  private Revisions() {}

  /**
   * @throws Outdated unless {@code expected} is null or what is held
   */
  public static void require(String noun, String name, Long expected, long held) {
    if (expected != null && expected != held) {
      throw new Outdated(
          "The "
              + noun
              + " \""
              + name
              + "\" was changed by somebody else meanwhile. Read it again and repeat the change.",
          "revision " + held);
    }
  }
}
