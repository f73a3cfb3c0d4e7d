package org.contentmover.ccm.web.console;

import java.util.Locale;

/** How good or bad something is at a glance; never the only sign, the word stands beside it. */
public enum Tone {
  GOOD,
  BUSY,
  WARN,
  BAD,
  IDLE;

  /** The class of the style sheet. */
  public String getStyle() {
    return "tone-" + name().toLowerCase(Locale.ROOT);
  }
}
