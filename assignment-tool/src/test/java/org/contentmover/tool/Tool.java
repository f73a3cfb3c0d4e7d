package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs the tool, and keeps what it said. */
final class Tool {
  private String out;
  private String err;

  int run(Object... words) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int status =
        AssignmentTool.run(
            Arrays.stream(words).map(Object::toString).toList(),
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return status;
  }

  /** Runs it, and wants that to go well. */
  void does(Object... words) {
    int status = run(words);
    assertEquals(AssignmentTool.DONE, status, err);
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }
}
