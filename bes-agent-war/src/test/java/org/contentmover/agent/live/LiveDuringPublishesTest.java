package org.contentmover.agent.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.contentmover.agent.testing.FakeExchange;
import org.contentmover.agent.testing.SmallCcm;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers never see a mixture, a wrong 404 or a 5xx while versions are switched and pruned. */
class LiveDuringPublishesTest {
  private static final int VERSIONS = 12;
  private static final int FILES = 20;
  private static final int READERS = 2;

  @TempDir Path directory;

  @Test
  void shouldAnswerEveryRequestWhollyFromTheVersionItNames() throws Exception {
    Path root = Files.createDirectories(directory.resolve("root"));
    Path tree = Files.createDirectories(directory.resolve("staging"));
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    AtomicBoolean ended = new AtomicBoolean();
    List<Future<Integer>> results = new ArrayList<>();
    long seed = new Random().nextLong();
    try (SmallCcm ccm = new SmallCcm(directory.resolve("ccm"), Clock.systemUTC());
        ContentInterpreter site =
            ContentInterpreter.open(
                SiteDirectory.under(root, SmallCcm.SITE),
                TrustedKeys.of(ccm.key().publicKey()),
                Clock.systemUTC(),
                2)) {
      for (int reader = 0; reader < READERS; reader++) {
        results.add(readers.submit(new Reader(root, new Random(seed + reader), ended)));
      }
      for (int version = 1; version <= VERSIONS; version++) {
        write(tree, version);
        carryOut(site, ccm.publish(tree, "all").file());
        carryOut(site, ccm.order(AssignmentType.COMMIT, "all").file());
      }
    } finally {
      ended.set(true);
      readers.shutdown();
    }
    assertTrue(readers.awaitTermination(10, TimeUnit.SECONDS));
    for (Future<Integer> result : results) {
      assertTrue(result.get() > 0, "seed " + seed);
    }
  }

  /** What is not there at the first look and is at the second is not a failing disk. */
  @Test
  void shouldAnswerFoundOrNotFoundWhileTheLiveLinkAppears() throws Exception {
    Path root = directory.resolve("root");
    Path site = root.resolve("www.example.com");
    Files.createDirectories(site.resolve("versions/1"));
    Files.writeString(site.resolve("versions/1/0.html"), body(0, 1));
    Path link = site.resolve("live");
    ExecutorService publisher = Executors.newSingleThreadExecutor();
    Future<?> published =
        publisher.submit(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                Files.createSymbolicLink(link, Path.of("versions/1"));
                Files.delete(link);
              }
              return null;
            });
    publisher.shutdown();
    LiveAnswers answers = new LiveAnswers(root);
    while (!published.isDone()) {
      FakeExchange exchange = new FakeExchange("GET", "/live/www.example.com/0.html");
      answers.answer("www.example.com/0.html", exchange.request(), exchange.response());
      boolean there = exchange.header("Content-Mover-Version").equals("1");
      assertEquals(there ? 200 : 404, exchange.status(), exchange::toString);
    }
    published.get();
  }

  /** File n of version v says so; in every other version the last file is gone. */
  private static void write(Path tree, int version) throws IOException {
    for (int n = 0; n < FILES; n++) {
      Files.writeString(tree.resolve(n + ".html"), body(n, version));
    }
    if (version % 2 == 0) {
      Files.delete(tree.resolve(FILES - 1 + ".html"));
    }
  }

  private static String body(int n, long version) {
    return "file " + n + " of version " + version;
  }

  private static void carryOut(ContentInterpreter site, Path assignment) {
    AssignmentOutcome outcome = site.carryOut(assignment);
    assertTrue(outcome.succeeded(), outcome::toString);
  }

  private record Reader(Path root, Random random, AtomicBoolean ended)
      implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
      LiveAnswers answers = new LiveAnswers(root);
      int published = 0;
      while (!ended.get()) {
        int n = random.nextInt(FILES);
        FakeExchange exchange = new FakeExchange("GET", "/live/www.example.com/" + n + ".html");
        answers.answer("www.example.com/" + n + ".html", exchange.request(), exchange.response());
        long version = Long.parseLong(exchange.header("Content-Mover-Version"));
        boolean there = version > 0 && (n < FILES - 1 || version % 2 == 1);
        assertEquals(there ? 200 : 404, exchange.status(), exchange::toString);
        if (there) {
          assertEquals(body(n, version), exchange.text());
          published++;
        }
      }
      return published;
    }
  }
}
