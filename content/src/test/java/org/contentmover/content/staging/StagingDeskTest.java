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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server offers of its staging areas, and how it arrives at the CCM (CM-1). */
class StagingDeskTest {
  private static final UUID SCAN = new UUID(1, 2);

  @TempDir Path directory;

  private final Clock later = Clock.fixed(Instant.now().plusSeconds(60), ZoneOffset.UTC);
  private Path staging;
  private StagingDesk desk;

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
        directory.resolve("indexes"),
        Runnable::run,
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
        StagingRefused.class, () -> desk.begin(SCAN, staging.toString(), ScanRules.EVERYTHING));
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
}
