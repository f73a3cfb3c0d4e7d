package org.contentmover.tool;

import java.io.IOException;
import java.io.PrintStream;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.core.interpret.AssignmentRejected;

/** One command with all its words said. Run once. */
interface ToolCommand {
  /**
   * Does it.
   *
   * @param out where the result is told
   * @param figures takes note of what it costs
   * @throws WrongUse when what the words name is not there or not fit; nothing was touched
   * @throws ToolFailure when it cannot be done
   */
  void run(PrintStream out, Figures figures) throws IOException, ScanFailure, AssignmentRejected;
}
