package org.contentmover.simulator;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells a run to people, one line for each thing that happens; or to nobody. */
final class Trace {
  private final Consumer<String> lines;

  private Trace(Consumer<String> lines) {
    this.lines = lines;
  }

  static Trace off() {
    return new Trace(null);
  }

  static Trace to(Consumer<String> lines) {
    return new Trace(lines);
  }

  boolean isOn() {
    return lines != null;
  }

  void line(long nowNs, String who, String what) {
    if (lines != null) {
      lines.accept(String.format(Locale.ROOT, "%10.6f s  %-10s %s", nowNs / 1e9, who, what));
    }
  }
}
