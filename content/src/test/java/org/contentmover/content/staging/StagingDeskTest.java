package org.contentmover.content.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server offers of its staging areas, and how it arrives at the CCM (CM-1). */
class StagingDeskTest {
  private static final UUID SCAN = new UUID(1, 2);

  @TempDir Path directory;

  private final Clock later = Clock.fixed(Instant.now().plusSeconds(60), ZoneOffset.UTC);
  private Path staging;
  private StagingDesk desk;
  private Executor thread = Runnable::run;

  @BeforeEach
  void start() throws IOException {
    staging = Files.createDirectories(directory.resolve("staging"));
    desk = desk();
    write("index.html", "hello".getBytes(UTF_8));
    write("img/large.bin", noise(300_000));
    write("img/copy.bin", noise(300_000));
    write("draft.psd", "not for the public".getBytes(UTF_8));
  }

  private StagingDesk desk() {
    return new StagingDesk(
        new OfferedDirectories(
            List.of(directory.resolve("absent"), staging), "staging.directories"),
        directory.resolve("state"),
        directory.resolve("state/staging"),
        thread,
        later);
  }

  @Test
  void shouldHandOutWhatItScanned() throws Exception {
    StagingScan scan = scan();
    assertEquals(
        List.of("", "img", "img/copy.bin", "img/large.bin", "index.html"),
        scan.manifest().entries().stream().map(ManifestEntry::path).toList());
    List<ManifestEntry> asked = distinctFiles(scan);
    assertEquals(2, asked.size());
    ContentArrival arrival = new ContentArrival(directory.resolve("arriving"));
    arrival.receive(answer(scan, asked, 0), asked, 0);
    for (ManifestEntry file : asked) {
      assertTrue(arrival.has(file));
      assertEquals(
          file.sha256(), ContentHash.sha256(Files.readAllBytes(arrival.file(file.sha256()))));
    }
  }

  @Test
  void shouldGoOnWhereTheAnswerBrokeOff() throws Exception {
    StagingScan scan = scan();
    List<ManifestEntry> large =
        distinctFiles(scan).stream().filter(file -> file.sizeBytes() == 300_000).toList();
    byte[] whole = answer(scan, large, 0).readAllBytes();
    ContentArrival arrival = new ContentArrival(directory.resolve("arriving"));
    assertThrows(
        IOException.class,
        () ->
            arrival.receive(
                new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 100_000)), large, 0));
    assertFalse(arrival.has(large.get(0)));
    ContentArrival restarted = new ContentArrival(directory.resolve("arriving"));
    long from = restarted.partBytes(large.get(0));
    assertTrue(from > 100_000, "kept " + from);
    restarted.receive(answer(scan, large, from), large, from);
    assertArrayEquals(noise(300_000), Files.readAllBytes(restarted.file(large.get(0).sha256())));
    assertEquals(300_000 - from, restarted.bytesReceived());
  }

  @Test
  void shouldSayThatThereIsNoRoomBeforeAnythingComes() throws Exception {
    List<ManifestEntry> files = distinctFiles(scan());
    long neededBytes = 300_000L + "hello".length();
    for (long room : new long[] {neededBytes, neededBytes - 1}) {
      ContentArrival arrival =
          new ContentArrival(
              directory.resolve("arriving"),
              new DelegatingFileSystem() {
                @Override
                public long usableBytes(Path path) {
                  return room;
                }
              });
      if (room == neededBytes) {
        arrival.requireRoom(files);
        continue;
      }
      ArrivalNotKept full = assertThrows(ArrivalNotKept.class, () -> arrival.requireRoom(files));
      assertTrue(full.getMessage().contains(neededBytes + " bytes"), full.getMessage());
      // What is there needs room no more.
      arrival.receive(answer(scan(), files.subList(0, 1), 0), files.subList(0, 1), 0);
      arrival.requireRoom(files);
    }
  }

  @Test
  void shouldNotBeDeceivedBySizesThatOverflow() throws Exception {
    ContentArrival arrival = new ContentArrival(directory.resolve("arriving"));
    List<ManifestEntry> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      files.add(
          ManifestEntry.file(
              "file-" + i, 0644, 1, Long.MAX_VALUE / 2, ContentHash.sha256(new byte[i])));
    }
    assertThrows(ArrivalNotKept.class, () -> arrival.requireRoom(files));
  }

  @Test
  void shouldSayWhichFileChangedAfterTheScan() throws Exception {
    StagingScan scan = scan();
    List<ManifestEntry> asked = distinctFiles(scan);
    write("index.html", "HELLO".getBytes(UTF_8));
    Files.delete(staging.resolve("img/copy.bin"));
    ContentArrival arrival = new ContentArrival(directory.resolve("arriving"));
    for (ManifestEntry file : asked) {
      StagedFileGone gone =
          assertThrows(
              StagedFileGone.class,
              () -> arrival.receive(answer(scan, List.of(file), 0), List.of(file), 0));
      assertTrue(gone.getMessage().contains('"' + file.path() + '"'), gone.getMessage());
    }
  }

  @Test
  void shouldRefuseWhatItsAdministratorDoesNotOffer() throws Exception {
    Path secret = Files.createDirectories(directory.resolve("secret"));
    Files.createSymbolicLink(staging.resolve("way-out"), secret);
    for (String elsewhere :
        List.of(
            secret.toString(),
            staging + "/../secret",
            staging + "/way-out",
            staging + "-other",
            "/nowhere",
            "\0",
            "",
            "staging")) {
      StagingRefused refused =
          assertThrows(
              StagingRefused.class, () -> desk.begin(SCAN, elsewhere, ScanRules.EVERYTHING));
      assertTrue(refused.getMessage().contains("staging.directories"), refused.getMessage());
      assertThrows(StagingRefused.class, () -> desk.fingerprint(elsewhere, ScanRules.EVERYTHING));
    }
    assertTrue(desk.find(SCAN).isEmpty());
  }

  @Test
  void shouldScanTheDirectoryThatWasCheckedAndNoOther() throws Exception {
    Path state = Files.createDirectories(directory.resolve("state/keys"));
    Files.write(state.resolve("server.key"), "secret".getBytes(UTF_8));
    Files.createDirectories(staging.resolve("work/keys"));
    for (String swapped : List.of("work", "work/keys")) {
      List<Runnable> begun = new ArrayList<>();
      thread = begun::add;
      desk = desk();
      desk.begin(SCAN, staging.resolve("work/keys").toString(), ScanRules.EVERYTHING);
      Path moved = Files.move(staging.resolve(swapped), staging.resolve("moved"));
      Files.createSymbolicLink(
          staging.resolve(swapped), swapped.equals("work") ? state.getParent() : state);
      begun.forEach(Runnable::run);
      StagingScan scan = desk.find(SCAN).orElseThrow();
      assertEquals(StagingScan.State.FAILED, scan.await(0), swapped);
      assertTrue(scan.problem().contains("changed"), scan.problem());
      Files.delete(staging.resolve(swapped));
      Files.move(moved, staging.resolve(swapped));
    }
  }

  @Test
  void shouldHandOutNothingThatLiesElsewhere() throws Exception {
    Path secret = Files.createDirectories(directory.resolve("secret/img"));
    Files.write(secret.resolve("large.bin"), new byte[300_000]);
    StagingScan scan = scan();
    ManifestEntry large = scan.manifest().find("img/large.bin").orElseThrow();
    Files.setLastModifiedTime(
        secret.resolve("large.bin"), Files.getLastModifiedTime(staging.resolve("img/large.bin")));
    Files.move(staging.resolve("img"), staging.resolve("moved"));
    Files.createSymbolicLink(staging.resolve("img"), secret);
    ContentArrival arrival = new ContentArrival(directory.resolve("arriving"));
    assertThrows(
        StagedFileGone.class,
        () -> arrival.receive(answer(scan, List.of(large), 0), List.of(large), 0));
    Files.move(staging, directory.resolve("old"));
    Files.createSymbolicLink(staging, secret.getParent());
    assertThrows(IOException.class, () -> answer(scan, List.of(large), 0));
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotWaitForANamedPipeThatTookThePlaceOfAFile() throws Exception {
    StagingScan scan = scan();
    ManifestEntry index = scan.manifest().find("index.html").orElseThrow();
    Files.delete(staging.resolve("index.html"));
    assertEquals(
        0, new ProcessBuilder("mkfifo", staging + "/index.html").start().waitFor(), "mkfifo");
    ContentArrival arrival = new ContentArrival(directory.resolve("arriving"));
    assertThrows(
        StagedFileGone.class,
        () -> arrival.receive(answer(scan, List.of(index), 0), List.of(index), 0));
  }

  @Test
  void shouldNotScanWhereItKeepsItsKeys() throws Exception {
    Files.createDirectories(directory.resolve("state/keys"));
    desk =
        new StagingDesk(
            new OfferedDirectories(List.of(directory), "staging.directories"),
            directory.resolve("state"),
            directory.resolve("state/staging"),
            Runnable::run,
            later);
    for (Path root : List.of(directory, directory.resolve("state/keys"))) {
      UUID id = UUID.nameUUIDFromBytes(root.toString().getBytes(UTF_8));
      desk.begin(id, root.toString(), ScanRules.EVERYTHING);
      StagingScan scan = desk.find(id).orElseThrow();
      assertEquals(StagingScan.State.FAILED, scan.await(0));
      assertTrue(scan.problem().contains("keeps its keys"), scan.problem());
    }
  }

  @Test
  void shouldHandOutNothingButContentOfTheScan() throws Exception {
    StagingScan scan = scan();
    assertThrows(
        StagingRefused.class,
        () ->
            scan.files(
                List.of(ContentHash.sha256(Files.readAllBytes(staging.resolve("draft.psd"))))));
  }

  @Test
  void shouldSayWhyATreeCannotBeTaken() throws Exception {
    Files.createSymbolicLink(staging.resolve("outside"), Path.of("/etc/passwd"));
    desk.begin(SCAN, staging.toString(), ScanRules.EVERYTHING);
    StagingScan scan = desk.find(SCAN).orElseThrow();
    assertEquals(StagingScan.State.FAILED, scan.await(0));
    assertTrue(scan.problem().contains("\"outside\""), scan.problem());
  }

  @Test
  void shouldReadNothingAgainAfterARestart() throws Exception {
    assertEquals(3, scan().filesHashed());
    desk = desk();
    assertTrue(desk.find(SCAN).isEmpty(), "scans are not kept");
    assertEquals(0, scan().filesHashed());
  }

  @Test
  void shouldTakeNoMoreScansThanItCanHold() throws Exception {
    for (int i = 0; i < 8; i++) {
      desk.begin(new UUID(0, i), staging.toString(), ScanRules.EVERYTHING);
    }
    assertThrows(
        StagingBusy.class, () -> desk.begin(SCAN, staging.toString(), ScanRules.EVERYTHING));
    desk.forget(new UUID(0, 3));
    scan();
  }

  @Test
  void shouldShowEveryChangeInTheFingerprint() throws Exception {
    ContentHash before = fingerprint();
    assertEquals(before, fingerprint());
    write("index.html", "HELLO".getBytes(UTF_8));
    assertNotEquals(before, fingerprint());
  }

  private ContentHash fingerprint() throws Exception {
    return desk.fingerprint(staging.toString(), ScanRules.EVERYTHING).orElseThrow();
  }

  private StagingScan scan() throws Exception {
    ScanRules rules = ScanRules.ofPatterns(List.of(), List.of("*.psd"));
    desk.begin(SCAN, staging.toString(), rules);
    StagingScan scan = desk.find(SCAN).orElseThrow();
    assertEquals(StagingScan.State.DONE, scan.await(0), scan.problem());
    return scan;
  }

  private static List<ManifestEntry> distinctFiles(StagingScan scan) throws StagingRefused {
    return scan.files(
        scan.manifest().files().stream().map(ManifestEntry::sha256).distinct().toList());
  }

  private static ByteArrayInputStream answer(
      StagingScan scan, List<ManifestEntry> asked, long fromByte) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    scan.write(asked, fromByte, bytes);
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = staging.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void shouldBeginAScanLaterThatGotNoThread() throws Exception {
    AtomicReference<Executor> threads =
        new AtomicReference<>(
            task -> {
              throw new RejectedExecutionException("no thread");
            });
    thread = task -> threads.get().execute(task);
    desk = desk();
    assertThrows(
        StagingBusy.class, () -> desk.begin(SCAN, staging.toString(), ScanRules.EVERYTHING));
    threads.set(Runnable::run);
    desk.begin(SCAN, staging.toString(), ScanRules.EVERYTHING);
    assertFalse(desk.find(SCAN).orElseThrow().manifest().isEmpty());
  }
}
