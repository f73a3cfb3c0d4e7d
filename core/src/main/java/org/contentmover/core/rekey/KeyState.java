package org.contentmover.core.rekey;

/** What a key of a segment is for, in the order of its life. */
public enum KeyState {
  /** Handed out, taken by whoever has it, and nothing is sealed with it yet. */
  NEXT,
  /** The servers seal with it. */
  CURRENT,
  /** Taken until every server has switched. */
  PREVIOUS,
  /** On no ring any more, and never used again. */
  GONE
}
