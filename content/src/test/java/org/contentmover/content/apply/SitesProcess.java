package org.contentmover.content.apply;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.AssignmentId;

/**
 * An agent's work on two sites at once, in a process of its own: {@code KEY_FILE ROOT ROOT
 * ASSIGNMENT…}. Each assignment is staged early, as if all of it had just come, and then carried
 * out.
 */
public final class SitesProcess {
  private SitesProcess() {}

  /** Ends with an exception when an assignment is not carried out. */
  public static void main(String[] arguments) throws Exception {
    PublicKey key = SiteProcess.key(Path.of(arguments[0]));
    List<String> assignments = Arrays.asList(arguments).subList(3, arguments.length);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> one = threads.submit(() -> carryOut(arguments[1], assignments, key));
      Future<?> other = threads.submit(() -> carryOut(arguments[2], assignments, key));
      one.get();
      other.get();
    } finally {
      threads.shutdown();
    }
  }

  private static Void carryOut(String root, List<String> assignments, PublicKey key)
      throws Exception {
    try (ContentInterpreter interpreter =
        ContentInterpreter.open(
            Server.under(Path.of(root)).site(),
            TrustedKeys.of(key),
            Publisher.CLOCK,
            SiteLife.VERSIONS_TO_KEEP)) {
      for (String assignment : assignments) {
        Path file = Path.of(assignment);
        while (interpreter.prepare(id(file, key), file, (offset, length) -> true)) {
          // There is more of it.
        }
        AssignmentOutcome outcome = interpreter.carryOut(file);
        if (!outcome.succeeded()) {
          throw new AssertionError(outcome.detail());
        }
      }
    }
    return null;
  }

  private static AssignmentId id(Path file, PublicKey key) throws Exception {
    try (AssignmentReader reader = AssignmentReader.open(file, TrustedKeys.of(key))) {
      return reader.header().assignmentId();
    }
  }
}
