package org.contentmover.ccm.web.console;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * A time in a field of a form, which shows whole units of it. It may have been made elsewhere with
 * more precision: whoever changes another field leaves it as it is. One page at a time.
 */
final class ShownTime implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Duration held;
  private final ChronoUnit unit;
  private Long shown;

  /**
   * @param held null for none: the field is empty
   */
  ShownTime(Duration held, ChronoUnit unit) {
    this.held = held;
    this.unit = unit;
    this.shown = rendered();
  }

  private Long rendered() {
    return held == null ? null : held.dividedBy(unit.getDuration());
  }

  Long shown() {
    return shown;
  }

  void show(Long entered) {
    shown = entered;
  }

  /** What the field stands for now; null when it is empty. */
  Duration time() {
    if (shown == null) {
      return null;
    }
    return shown.equals(rendered()) ? held : unit.getDuration().multipliedBy(shown);
  }

  private String seconds() {
    return BigDecimal.valueOf(held.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** What is held, when the field cannot show all of it; else empty. */
  String remark() {
    boolean exact = held == null || unit.getDuration().multipliedBy(rendered()).equals(held);
    return exact ? "" : "It is " + seconds() + " s, and stays so unless you change it here.";
  }
}
