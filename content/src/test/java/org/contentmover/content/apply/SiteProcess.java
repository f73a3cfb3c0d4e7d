package org.contentmover.content.apply;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;

/**
 * An agent's work on a site in a process of its own, to be killed: {@code KEY_FILE ROOT
 * ASSIGNMENT…}. Says so in a line after each assignment.
 */
public final class SiteProcess {
  private SiteProcess() {}

  /** Opens the site and carries out assignments, or what else happens in the life of a site. */
  public static void main(String[] arguments) throws Exception {
    try (ContentInterpreter interpreter = open(arguments)) {
      System.out.println("open");
      for (String assignment : Arrays.asList(arguments).subList(2, arguments.length)) {
        switch (assignment) {
          case "-" -> interpreter.prune();
          case SiteLife.DAMAGE -> SiteLife.damage(Server.under(Path.of(arguments[1])));
          case SiteLife.REPAIR -> SiteLife.repair(interpreter);
          default -> carryOut(interpreter, assignment);
        }
        System.out.println(assignment);
      }
    }
  }

  private static void carryOut(ContentInterpreter interpreter, String assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(Path.of(assignment));
    if (!outcome.succeeded()) {
      throw new AssertionError(outcome.detail());
    }
  }

  private static ContentInterpreter open(String[] arguments) throws Exception {
    return ContentInterpreter.open(
        Server.under(Path.of(arguments[1])).site(),
        TrustedKeys.of(key(Path.of(arguments[0]))),
        Publisher.CLOCK,
        SiteLife.VERSIONS_TO_KEEP);
  }

  static PublicKey key(Path file) throws Exception {
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(Files.readAllBytes(file)));
  }
}
