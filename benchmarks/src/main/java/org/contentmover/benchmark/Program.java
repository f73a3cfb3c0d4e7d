package org.contentmover.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A benchmark from its command line to its exit status: 0 when all was well, 1 when something
 * failed, 2 for wrong use or when the lab refuses. Nothing is made or taken away before all values
 * are known to be good, and then only in a directory of its own.
 */
public interface Program {
  /** Where its directory is made. */
  Path workParent();

  /**
   * Does it.
   *
   * @param work empty, and deleted afterwards
   * @return whether all was well
   * @throws BenchmarkException when it cannot go on
   */
  boolean measure(Path work) throws IOException, InterruptedException;

  /**
   * Runs one.
   *
   * @param parsed reads the command line; throws IllegalArgumentException that says what is wrong
   * @param err where people read
   * @return the exit status
   */
  static int run(Supplier<Program> parsed, String usage, PrintStream err) {
    Program program;
    try {
      program = parsed.get();
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(usage);
      return 2;
    }
    WorkDirectory directory;
    try {
      directory = WorkDirectory.in(program.workParent());
    } catch (IOException e) {
      err.println("--work: no directory can be made in " + program.workParent() + ": " + e);
      return 2;
    }
    try (directory) {
      return program.measure(directory.path()) ? 0 : 1;
    } catch (LabRefusal e) {
      err.println(e.getMessage());
      return 2;
    } catch (BenchmarkException e) {
      err.println(e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("the benchmark has failed: " + e);
      return 1;
    } catch (InterruptedException e) {
      err.println("the benchmark was stopped");
      return 1;
    }
  }
}
