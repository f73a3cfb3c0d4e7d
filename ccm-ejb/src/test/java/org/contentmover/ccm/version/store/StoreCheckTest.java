package org.contentmover.ccm.version.store;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedContent;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.version.checkpoint.CheckpointExecution;
import org.contentmover.ccm.version.checkpoint.Checkpoints;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.ccm.version.store.view.StoreCheckView;
import org.contentmover.ccm.version.store.view.StoreLossView;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is lost is named, and brought back from whoever has it. */
class StoreCheckTest {
  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private final Map<String, byte[]> onServers = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private DataSource database;
  private Ccm ccm;
  private PublishedContent content;

  @AfterEach
  void stop() {
    if (ccm != null) {
      ccm.close();
    }
  }

  private void start(TestDatabase kind) {
    database = kind.create();
    open();
    content = PublishedContent.in(ccm, directory.resolve("staging"));
    new Farm(ccm, clock).with("boston", "boston-1").beat();
    ccm.run(() -> ccm.get(ServerDirectory.class).confirmLive("boston-1", SITE, GROUP, 1));
  }

  private void open() {
    ccm = new Ccm(database, directory.resolve("data"), clock);
    ccm.provide(ServerContent.class, this::fetch);
  }

  private Optional<String> fetch(
      ServerState server, String site, ContentHash hash, long mostBytes, Path into) {
    asked.add(server.name() + " " + site);
    byte[] bytes = onServers.get(hash.hex());
    if (bytes == null) {
      return Optional.of(server.name() + " does not have it");
    }
    try {
      Files.write(into, bytes);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StoreCheckView check() {
    UUID id = ccm.tx(() -> ccm.get(StoreCare.class).check(ANN)).id();
    ccm.run(() -> ccm.get(CheckWork.class).check(id));
    StoreCheckView view = ccm.tx(() -> ccm.get(StoreCare.class).verification(id));
    assertNotNull(view.endedAt());
    return view;
  }

  private List<StoreLossView> losses() {
    return ccm.tx(() -> ccm.get(StoreCare.class).losses(PageRequest.first(100))).items();
  }

  private static ContentHash hash(String text) {
    return ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final String LARGE = "line of a large file\n".repeat(20_000);

  /** Turns a bit of the frame of a content. */
  private void damage(ContentHash hash) throws IOException {
    var at = ccm.get(ContentStore.class).find(hash);
    byte[] bytes = Files.readAllBytes(at.pack());
    bytes[(int) (at.frameOffset() + at.frameBytes() / 2)] ^= 1;
    Files.write(at.pack(), bytes);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldSayThatAStoreIsWhole(TestDatabase kind) {
    start(kind);
    content.publish(Map.of("a.txt", "one", "large.txt", LARGE));
    StoreCheckView view = check();
    assertEquals("", view.problem());
    assertEquals(0, view.contentsMissing());
    assertEquals(view.bytesAll(), view.bytesRead());
    assertTrue(view.bytesAll() > 0);
    assertEquals(List.of(), losses());
    assertEquals(0, ccm.tx(() -> ccm.get(StoreCare.class).missing()));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldNameWhoNeedsWhatIsLostAndBringItBackFromAServer(TestDatabase kind) throws IOException {
    start(kind);
    content.publish(Map.of("d/large.txt", LARGE, "small.txt", "one"));
    ccm.tx(
        () ->
            ccm.get(Checkpoints.class)
                .create(new NewCheckpoint(SITE, GROUP, "kept", null, null), ANN));
    CheckpointExecution.executeAll(ccm);
    damage(hash(LARGE));

    StoreCheckView hopeless = check();
    assertEquals(1, hopeless.contentsMissing());
    assertEquals(0, hopeless.contentsRepaired());
    assertTrue(hopeless.problem().contains("1 content is missing"), hopeless.problem());
    StoreLossView loss = losses().get(0);
    assertEquals(hash(LARGE).hex(), loss.content());
    assertEquals(LARGE.length(), loss.sizeBytes());
    assertTrue(loss.neededBy().toString().contains("d/large.txt"), loss.toString());
    assertTrue(loss.neededBy().toString().contains("checkpoint \"kept\""), loss.toString());
    assertTrue(loss.problem().contains("boston-1 does not have it"), loss.toString());
    assertEquals(1, ccm.tx(() -> ccm.get(StoreCare.class).missing()));

    onServers.put(hash(LARGE).hex(), "changed by hand".getBytes(StandardCharsets.UTF_8));
    assertEquals(0, check().contentsRepaired());
    assertTrue(losses().get(0).problem().contains("boston-1 has it changed"));

    onServers.put(hash(LARGE).hex(), LARGE.getBytes(StandardCharsets.UTF_8));
    StoreCheckView repaired = check();
    assertEquals(1, repaired.contentsRepaired());
    assertEquals("", repaired.problem());
    assertEquals("server boston-1", losses().get(0).repairedFrom());
    assertTrue(asked.contains("boston-1 " + SITE));
    assertEquals(0, check().contentsMissing(), "whole again");
    try (var files = Files.list(directory.resolve("data/store/incoming"))) {
      assertEquals(0, files.count(), "nothing half done");
    }
  }

  /** A disk that is away for a while must not keep what is lost elsewhere from coming back. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldRepairWhatItCanWhenAPackCannotBeRead(TestDatabase kind) throws IOException {
    start(kind);
    content.publish(Map.of("large.txt", LARGE));
    content.publish(Map.of("large.txt", LARGE, "other.txt", "another " + LARGE));
    Path away = ccm.get(ContentStore.class).find(hash("another " + LARGE)).pack();
    Path kept = Files.move(away, away.resolveSibling("away"));
    Files.createSymbolicLink(away, away);
    damage(hash(LARGE));
    onServers.put(hash(LARGE).hex(), LARGE.getBytes(StandardCharsets.UTF_8));

    StoreCheckView view = check();
    assertEquals(1, view.contentsRepaired());
    assertTrue(view.problem().contains("Not verified: " + away), view.problem());

    Files.delete(away);
    Files.move(kept, away);
    assertEquals("", check().problem());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldBringBackAListOfFilesAndThenTheFiles(TestDatabase kind) throws IOException {
    start(kind);
    ContentHash manifest = content.publish(Map.of("large.txt", LARGE));
    try (var in = ccm.get(ContentStore.class).read(manifest)) {
      onServers.put(manifest.hex(), in.readAllBytes());
    }
    onServers.put(hash(LARGE).hex(), LARGE.getBytes(StandardCharsets.UTF_8));
    damage(hash(LARGE));
    damage(manifest);
    StoreCheckView repaired = check();
    assertEquals(2, repaired.contentsRepaired(), repaired.problem());
    assertEquals(0, check().contentsMissing());
    assertEquals(2, losses().size());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldSeeThatWhatWasLostWasPublishedAgain(TestDatabase kind) throws IOException {
    start(kind);
    content.publish(Map.of("large.txt", LARGE));
    damage(hash(LARGE));
    check();
    content.publish(Map.of("large.txt", LARGE));
    assertEquals(0, check().contentsMissing());
    assertTrue(losses().get(0).repairedFrom().contains("published again"));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldStartAndRepairWhenTheIndexOfAPackIsDamaged(TestDatabase kind) throws IOException {
    start(kind);
    ContentHash manifest = content.publish(Map.of("large.txt", LARGE));
    try (var in = ccm.get(ContentStore.class).read(manifest)) {
      onServers.put(manifest.hex(), in.readAllBytes());
    }
    onServers.put(hash(LARGE).hex(), LARGE.getBytes(StandardCharsets.UTF_8));
    Path index = ccm.get(ContentStore.class).find(manifest).pack().resolveSibling("index");
    ccm.close();
    byte[] bytes = Files.readAllBytes(index);
    bytes[30] ^= 1;
    Files.write(index, bytes);
    open();
    assertEquals(1, ccm.get(ContentStore.class).setAside().size());
    assertEquals(2, check().contentsRepaired());
    assertEquals(0, ccm.get(ContentStore.class).setAside().size(), "nothing needs it any more");
  }
}
