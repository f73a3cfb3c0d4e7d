package org.contentmover.farm;

import java.io.PrintStream;

/** Shows a run on one line of a terminal, or a line for each change where there is none. */
final class ProgressBar {

  private static final int WIDTH = 40;

  private final PrintStream out;
  private final boolean terminal;
  private String shown = "";
  private int percent;

  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(Publishing.RunStatus run) {
    // Stands still for a run that goes nowhere any more.
    percent = run.percent() == null ? percent : run.percent();
    int full = WIDTH * Math.max(0, Math.min(100, percent)) / 100;
    String line =
        String.format(
            "[%s%s] %3d %%  %-14s",
            "#".repeat(full), ".".repeat(WIDTH - full), percent, run.phase());
    if (line.equals(shown)) {
      return;
    }
    shown = line;
    if (terminal) {
      out.print("\r" + line);
      out.flush();
    } else {
      out.println(line);
    }
  }

  void end() {
    if (terminal && !shown.isEmpty()) {
      out.println();
    }
  }
}
