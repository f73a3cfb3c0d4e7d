package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.run.view.NewRemoval;
import org.contentmover.ccm.run.view.NewRestore;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.checkpoint.CheckpointExecution;
import org.contentmover.ccm.version.checkpoint.Checkpoints;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of run in the life of a site, on each database (CM-8, UI-6, VC-4, VC-8). */
class OrdersOnBothDatabasesTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Path staging;
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldBeCarriedOut(TestDatabase kind) throws IOException {
    staging = Files.createDirectories(directory.resolve("staging"));
    try (Ccm opened = new Ccm(kind.create(), directory.resolve("data"), clock)) {
      ccm = opened;
      farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
      job = PublishedSite.jobFor(ccm, staging);
      farm.second();
      publishHoldAndSwitch();
      restoreRemoveAndTakeOff(checkpoint());
      forgetTheGroup();
    }
  }

  private void publishHoldAndSwitch() throws IOException {
    write("index.html", "first");
    ended(() -> start(RunOptions.NONE), 1);
    write("index.html", "the second");
    UUID held = ccm.tx(() -> start(new RunOptions(false, true, null))).summary().id();
    farm.seconds(5);
    assertEquals("STAGED", farm.view(held).summary().phase());
    ended(() -> ccm.get(Runs.class).commit(held, null, ANN), 2);
    write("index.html", "the third");
    RunOptions later = new RunOptions(false, false, clock.instant().plus(Duration.ofSeconds(60)));
    UUID timed = ccm.tx(() -> start(later)).summary().id();
    farm.seconds(50);
    assertEquals(2, farm.agent("boston-1").live, "not before its time");
    ended(() -> ccm.get(Runs.class).view(timed), 3);
  }

  private UUID checkpoint() {
    NewCheckpoint wanted = new NewCheckpoint(SITE, GROUP, "third", null, true);
    UUID id = ccm.tx(() -> ccm.get(Checkpoints.class).create(wanted, ANN)).id();
    CheckpointExecution.executeAll(ccm);
    return id;
  }

  private void restoreRemoveAndTakeOff(UUID checkpoint) {
    ContentOrders orders = ccm.get(ContentOrders.class);
    NewRestore first = new NewRestore(1L, null, "as it was");
    ended(() -> orders.restore(SITE, GROUP, first, null, ANN), 4);
    NewRestore third = new NewRestore(null, checkpoint, "better as it was later");
    ended(() -> orders.restore(SITE, GROUP, third, null, ANN), 5);
    NewRemoval page = new NewRemoval(List.of("/index.html"), null, "not allowed");
    ended(() -> orders.remove(SITE, GROUP, page, null, ANN), 6);
    NewRemoval all = new NewRemoval(null, true, "the campaign is over");
    ended(() -> orders.remove(SITE, GROUP, all, null, ANN), 7);
  }

  private void forgetTheGroup() {
    ccm.run(() -> ccm.get(Jobs.class).remove(job, ANN));
    ccm.run(() -> ccm.get(ContentGroups.class).remove(SITE, GROUP, ANN));
    assertEquals(List.of(), ccm.tx(() -> ccm.get(ContentGroups.class).list(SITE)));
    RunFilter ofSite = new RunFilter(null, SITE, null);
    assertEquals(7, ccm.tx(() -> ccm.get(Runs.class).list(ofSite, PageRequest.first(50))).total());
  }

  private RunView start(RunOptions options) {
    return ccm.get(Runs.class).start(job, options, null, ANN);
  }

  private void ended(Supplier<RunView> order, long live) {
    RunView view = farm.untilEnded(ccm.tx(order).summary().id());
    assertEquals("SUCCEEDED", view.summary().phase(), view.summary().explanation());
    assertEquals(live, farm.agent("boston-1").live);
    assertEquals(live, farm.agent("boston-2").live);
  }

  private void write(String path, String content) throws IOException {
    Files.writeString(staging.resolve(path), content);
  }
}
