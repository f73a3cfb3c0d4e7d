package org.contentmover.system.architecture.planted;

import jakarta.persistence.Entity;

/** Sets a field of an entity from outside of it. */
public final class Scribble {
  private Scribble() {}

  /** Changes itself, too, as it may. */
  @Entity
  public static class Written {
    int field;

    void set(int value) {
      field = value;
    }
  }

  static void scribble(Written written) {
    written.set(1);
    written.field = 2;
  }
}
