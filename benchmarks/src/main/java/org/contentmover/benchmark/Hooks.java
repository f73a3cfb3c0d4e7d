package org.contentmover.benchmark;

/** What is to happen when the program ends. */
final class Hooks {
  private Hooks() {}

  /** Forgets one that is not needed any more, unless the program is ending and it runs already. */
  static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The only thing it says: the end has begun.
    }
  }
}
