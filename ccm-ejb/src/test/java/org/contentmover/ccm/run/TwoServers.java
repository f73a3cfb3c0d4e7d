package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentRejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A farm of two servers, and a job that publishes a staging area to both. */
abstract class TwoServers {
  @TempDir Path directory;
  Farm farm;
  UUID job;

  @BeforeEach
  void begin() throws IOException {
    TestClock clock = new TestClock();
    Ccm ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    Files.createDirectories(directory.resolve("staging"));
    job = PublishedSite.jobFor(ccm, directory.resolve("staging"));
    farm.second();
  }

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  void publish() {
    assertEquals("SUCCEEDED", farm.untilEnded(farm.start(job)).summary().phase());
  }

  RunView rollBack() {
    return farm.untilEnded(
        farm.ccm()
            .tx(
                () ->
                    farm.ccm()
                        .get(ContentOrders.class)
                        .rollBack(SITE, GROUP, new NewRollback(null, "no"), null, ANN))
            .summary()
            .id());
  }

  /** What a test wants to know of an assignment. */
  @FunctionalInterface
  interface Reading<T> {
    T of(AssignmentReader reader) throws IOException, AssignmentRejected;
  }

  /** Something of every assignment that was written, by its sequence and type. */
  <T> Map<String, T> written(Reading<T> reading) throws IOException, AssignmentRejected {
    TrustedKeys key = TrustedKeys.of(farm.ccm().get(CcmKeyChain.class).current().publicKey());
    Map<String, T> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve("data/assignments"))) {
      for (Path file : files.toList()) {
        try (AssignmentReader reader = AssignmentReader.open(file, key)) {
          written.put(
              reader.header().sequence() + " " + reader.header().type(), reading.of(reader));
        }
      }
    }
    return written;
  }

  /** The commands of one kind, in their order. */
  static <C extends AssignmentCommand> List<C> commands(AssignmentReader reader, Class<C> kind)
      throws IOException, AssignmentRejected {
    List<C> found = new ArrayList<>();
    try (CommandStream commands = reader.commands()) {
      for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
        if (kind.isInstance(it)) {
          found.add(kind.cast(it));
        }
      }
    }
    return found;
  }
}
