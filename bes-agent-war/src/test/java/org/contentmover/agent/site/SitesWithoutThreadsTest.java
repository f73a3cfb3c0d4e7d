package org.contentmover.agent.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.ServerWithSites;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.HostedSite;
import org.junit.jupiter.api.Test;

/** The host has no thread left for a moment: nothing is lost, and no site is stuck. */
class SitesWithoutThreadsTest extends ServerWithSites {
  /** More than are opened or looked after at a time. */
  private static final int MANY = 40;

  private static final HostedSite A = new HostedSite("a.example.com");
  private static final HostedSite B = new HostedSite("b.example.com");
  private static final HostedSite C = new HostedSite("c.example.com");

  private final List<String> done = new ArrayList<>();

  private void give(HostedSite site, String work) {
    sites.execute(site, () -> done.add(work));
  }

  @Test
  void shouldLetGoOfEverySiteAlsoWhenOneCannotGoOn() {
    sites.execute(List.of(A, B, C), () -> threads.refuse(1));
    give(A, "a");
    give(B, "b");
    give(C, "c");
    assertThrows(RejectedExecutionException.class, threads::runAll);
    threads.runAll();
    assertEquals(List.of("b", "c"), done);
    give(A, "a later");
    threads.runAll();
    assertEquals(List.of("b", "c", "a", "a later"), done);
  }

  @Test
  void shouldTakeEverySiteAlsoWhenOneCannotBeginYet() {
    threads.refuse(1);
    assertThrows(
        RejectedExecutionException.class,
        () -> sites.execute(List.of(A, B), () -> done.add("both")));
    give(B, "b");
    threads.runAll();
    assertEquals(List.of(), done);
    give(A, "a");
    threads.runAll();
    assertEquals("both", done.get(0), done::toString);
    assertEquals(3, done.size(), done::toString);
  }

  @Test
  void shouldGoOnWithWhatWaitsAsSoonAsThereAreThreads() {
    threads.refuse(2);
    assertThrows(RejectedExecutionException.class, () -> give(A, "a"));
    sites.goOn();
    threads.runAll();
    assertEquals(List.of(), done);
    sites.goOn();
    threads.runAll();
    assertEquals(List.of("a"), done);
  }

  @Test
  void shouldPruneLaterWhatGotNoThread() throws Exception {
    CompletableFuture<Void> opened = openMany();
    threads.runAll();
    assertTrue(opened.isDone());
    List<Path> outdated = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      outdated.add(Files.createDirectories(directory(i).resolve("versions/1")));
    }
    threads.refuse(1);
    sites.pruneAll();
    threads.runAll();
    assertEquals(1, outdated.stream().filter(Files::exists).count());

    sites.goOn();
    threads.runAll();

    assertEquals(0, outdated.stream().filter(Files::exists).count());
  }

  @Test
  void shouldOpenLaterWhatGotNoThread() throws Exception {
    threads.refuse(1);
    CompletableFuture<Void> opened = openMany();
    threads.runAll();
    assertEquals(MANY - 1, sites.names().size());
    assertEquals(1, sites.problems().size());
    assertFalse(opened.isDone());

    sites.goOn();
    threads.runAll();

    assertEquals(MANY, sites.names().size());
    assertEquals(List.of(), sites.problems());
    assertTrue(opened.isDone());
  }

  private Path directory(int number) {
    return root.resolve("s" + number + ".example.com");
  }

  private CompletableFuture<Void> openMany() throws IOException {
    sites.close();
    for (int i = 0; i < MANY; i++) {
      Files.createDirectories(directory(i).resolve("live"));
    }
    TrustedKeys keys = TrustedKeys.of(ccm.key().publicKey());
    sites = Configurations.sites(directory, keys, clock, threads);
    return sites.openAll();
  }
}
