package org.contentmover.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.core.interpret.AssignmentRejected;

/** The main class of {@code ./assignment}. */
public final class AssignmentTool {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  private AssignmentTool() {}

  /** Runs one command; its exit status is 0 when it is done, 1 when it failed, 2 for wrong use. */
  public static void main(String[] words) {
    System.exit(run(List.of(words), System.out, System.err));
  }

  static int run(List<String> words, PrintStream out, PrintStream err) {
    if (words.contains("--help") || words.contains("-h") || words.equals(List.of("help"))) {
      out.print(usage());
      return DONE;
    }
    CommandLine line;
    try {
      line = CommandLine.parse(words);
    } catch (WrongUse e) {
      say(err, e.getMessage());
      err.print(usage());
      return WRONG_USE;
    }
    try {
      Figures figures = new Figures();
      line.command().run(out, figures);
      if (line.stats()) {
        figures.print(out);
      }
      return DONE;
    } catch (WrongUse e) {
      say(err, e.getMessage());
      return WRONG_USE;
    } catch (ToolFailure | ScanFailure e) {
      say(err, e.getMessage());
    } catch (AssignmentRejected e) {
      say(err, "the assignment is refused (" + e.reason() + "): " + e.getMessage());
    } catch (IOException e) {
      say(err, describe(e));
    } catch (OutOfMemoryError e) {
      say(err, "there is not enough memory; give it more: ASSIGNMENT_HEAP=1g ./assignment …");
    }
    return FAILED;
  }

  /** The messages of some exceptions are the name of a file, and nothing else. */
  private static String describe(IOException e) {
    if (e instanceof NoSuchFileException missing && missing.getReason() == null) {
      return missing.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException denied && denied.getReason() == null) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof FileSystemException) {
      return "the operating system refused: " + e.getMessage();
    }
    return e.getMessage();
  }

  private static void say(PrintStream err, String message) {
    err.println("assignment: " + message);
  }

  private static String usage() {
    try (InputStream text = AssignmentTool.class.getResourceAsStream("usage.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
