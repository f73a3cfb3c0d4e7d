package org.contentmover.core.rekey;

/** Where a rotation is. */
public enum RotationStep {
  /** No rotation: everybody takes and sends with one and the same. */
  RESTING,
  /** What comes is handed out; everybody takes both, and seals as before. */
  DISTRIBUTING,
  /** Everybody takes both, and seals with what came. */
  SWITCHING
}
