package org.contentmover.ccm.version.checkpoint.archive;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.PublishedContent;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.checkpoint.CheckpointArchives;
import org.contentmover.ccm.version.checkpoint.CheckpointExecution;
import org.contentmover.ccm.version.checkpoint.Checkpoints;
import org.contentmover.ccm.version.checkpoint.view.CheckpointStatus;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint leaves one CCM as a file and comes to another one. */
class CheckpointArchiveTest {
  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private Ccm from;
  private Ccm to;
  private CheckpointView original;
  private byte[] archive;

  @BeforeEach
  void export() throws IOException {
    from = new Ccm(TestDatabase.H2.create(), directory.resolve("from"), clock);
    to = new Ccm(TestDatabase.H2.create(), directory.resolve("to"), clock);
    PublishedContent content = PublishedContent.in(from, directory.resolve("staging"));
    PublishedContent.in(to, directory.resolve("other"));
    Path tree = Files.createDirectories(directory.resolve("staging/d/with ümlaut"));
    Files.writeString(tree.resolve("a.txt"), "one");
    Files.writeString(tree.resolve("b".repeat(200)), "two");
    byte[] noise = new byte[300_000];
    new Random(7).nextBytes(noise);
    Files.write(tree.resolve("ahead of it"), noise);
    Files.write(tree.resolve("large.bin"), new byte[300_000]);
    Files.write(tree.resolve("empty"), new byte[0]);
    Files.createSymbolicLink(tree.resolve("link"), Path.of("a.txt"));
    Files.setPosixFilePermissions(
        tree.resolve("a.txt"), PosixFilePermissions.fromString("r-x--x--x"));
    Files.setLastModifiedTime(
        tree.resolve("a.txt"), FileTime.from(Instant.parse("2031-02-03T04:05:06.123456789Z")));
    content.publish();
    original = made(from, new NewCheckpoint(SITE, GROUP, "kept", "a note", null));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exported(out);
    archive = out.toByteArray();
  }

  private void exported(OutputStream out) throws IOException {
    try {
      from.run(
          () -> {
            try {
              from.get(CheckpointArchives.class).export(original.id(), out);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @AfterEach
  void stop() {
    from.close();
    to.close();
  }

  private static CheckpointView made(Ccm ccm, NewCheckpoint request) {
    UUID id = ccm.tx(() -> ccm.get(Checkpoints.class).create(request, ANN)).id();
    CheckpointExecution.executeAll(ccm);
    return ccm.tx(() -> ccm.get(Checkpoints.class).view(id));
  }

  private CheckpointView bring(byte[] bytes) {
    NewCheckpoint request = new NewCheckpoint(SITE, GROUP, null, null, true);
    UUID id =
        to.tx(
                () ->
                    to.get(CheckpointArchives.class)
                        .bring(new ByteArrayInputStream(bytes), request, ANN))
            .id();
    CheckpointExecution.executeAll(to);
    return to.tx(() -> to.get(Checkpoints.class).view(id));
  }

  private String refusal(byte[] bytes) throws IOException {
    Invalid refused = assertThrows(Invalid.class, () -> bring(bytes));
    assertEquals(
        0, to.tx(() -> to.get(Checkpoints.class).list(null, null, PageRequest.first(1))).total());
    for (String empty : new String[] {"store/packs", "store/incoming"}) {
      try (var files = Files.list(directory.resolve("to").resolve(empty))) {
        assertEquals(0, files.count(), "nothing half done in " + empty);
      }
    }
    return refused.getMessage();
  }

  /** What becomes of an entry; null leaves it out. */
  private interface Change {
    TarArchiveEntry of(TarArchiveEntry entry, byte[][] content);
  }

  private byte[] changed(Change change) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveInputStream in =
            new TarArchiveInputStream(new ZstdInputStream(new ByteArrayInputStream(archive)));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new ZstdOutputStream(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[][] content = {in.readAllBytes()};
        TarArchiveEntry instead = change.of(entry, content);
        if (instead != null) {
          instead.setSize(content[0].length);
          tar.putArchiveEntry(instead);
          tar.write(content[0]);
          tar.closeArchiveEntry();
        }
      }
    }
    return out.toByteArray();
  }

  @Test
  void shouldBringEverythingBackExactly() throws IOException {
    CheckpointView brought = bring(archive);
    assertEquals(CheckpointStatus.COMPLETE, brought.status());
    assertEquals("kept", brought.name());
    assertEquals("a note", brought.note());
    assertTrue(brought.pinned());
    assertEquals(original.manifestSha256(), brought.manifestSha256());
    assertEquals(original.files(), brought.files());
    ContentStore was = from.get(ContentStore.class);
    ContentStore is = to.get(ContentStore.class);
    for (ManifestEntry entry : is.manifest(ContentHash.fromHex(brought.manifestSha256()))) {
      if (entry.isFile()) {
        try (var one = was.read(entry.sha256());
            var other = is.read(entry.sha256())) {
          assertTrue(Arrays.equals(one.readAllBytes(), other.readAllBytes()), entry.path());
        }
      }
    }
    assertThrows(Conflict.class, () -> bring(archive), "the name is taken");
  }

  @Test
  void shouldBeReadableWithOrdinaryTools() throws IOException {
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ZstdInputStream(new ByteArrayInputStream(archive)))) {
      Map<String, Boolean> seen = new TreeMap<>();
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        seen.put(entry.getName(), entry.isSymbolicLink());
        if (entry.getName().endsWith("/a.txt")) {
          assertEquals(0511, entry.getMode());
          assertEquals(
              Instant.parse("2031-02-03T04:05:06.1234567Z"),
              entry.getLastModifiedTime().toInstant());
        }
      }
      assertEquals(true, seen.get("tree/d/with ümlaut/link"));
      assertTrue(seen.containsKey("checkpoint.json"));
    }
  }

  @Test
  void shouldRefuseWhatIsNotWhatItsListSays() throws IOException {
    assertTrue(refusal("no archive".getBytes(StandardCharsets.US_ASCII)).contains("tar.zst"));
    assertTrue(refusal(Arrays.copyOf(archive, archive.length / 2)).contains("tar.zst"));
    assertTrue(
        refusal(changed((entry, content) -> entry.getName().endsWith("a.txt") ? null : entry))
            .contains("a.txt"));
    assertTrue(
        refusal(
                changed(
                    (entry, content) -> {
                      if (entry.getName().endsWith("a.txt")) {
                        content[0] = new byte[] {'x', 'x', 'x'};
                      }
                      return entry;
                    }))
            .contains("content of \"d/with ümlaut/a.txt\""));
    assertTrue(
        refusal(
                changed(
                    (entry, content) -> {
                      if (entry.getName().endsWith("large.bin")) {
                        content[0][299_999] = 1;
                      }
                      return entry;
                    }))
            .contains("large.bin"));
    assertTrue(
        refusal(
                changed(
                    (entry, content) -> {
                      if (!entry.getName().endsWith("large.bin")) {
                        return entry;
                      }
                      content[0] = new byte[400_000];
                      TarArchiveEntry longer = new TarArchiveEntry(entry.getName());
                      longer.setMode(entry.getMode());
                      longer.setLastModifiedTime(entry.getLastModifiedTime());
                      return longer;
                    }))
            .contains("size"));
    assertTrue(
        refusal(
                changed(
                    (entry, content) -> {
                      entry.setMode(04755);
                      return entry;
                    }))
            .contains("mode"));
    assertTrue(
        refusal(
                changed(
                    (entry, content) -> {
                      if (entry.isSymbolicLink()) {
                        entry.setLinkName("/etc/passwd");
                      }
                      return entry;
                    }))
            .contains("target"));
    assertTrue(
        refusal(
                changed(
                    (entry, content) -> {
                      if (entry.getName().equals("manifest")) {
                        content[0][content[0].length - 1] ^= 1;
                      }
                      return entry;
                    }))
            .contains("list of files"));
  }

  @Test
  void shouldRefuseNamesAndKindsThatWouldLeaveTheTree() throws IOException {
    for (String name : new String[] {"../../etc/passwd", "/etc/passwd", "tree/../x"}) {
      assertTrue(
          refusal(
                  changed(
                      (entry, content) ->
                          entry.getName().endsWith("a.txt")
                              ? new TarArchiveEntry(name, TarConstants.LF_NORMAL, true)
                              : entry))
              .contains("where \"tree/d/with ümlaut/a.txt\" should be"));
    }
    for (byte kind : new byte[] {TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO}) {
      assertTrue(
          refusal(
                  changed(
                      (entry, content) -> {
                        if (!entry.getName().endsWith("a.txt")) {
                          return entry;
                        }
                        content[0] = new byte[0];
                        return new TarArchiveEntry(entry.getName(), kind);
                      }))
              .contains("kind"));
    }
  }

  @Test
  void shouldSayThatTheNameIsTakenBeforeTheContentIsRead() throws IOException {
    bring(archive);
    byte[] label =
        changed((entry, content) -> entry.getName().equals("checkpoint.json") ? entry : null);
    assertThrows(Conflict.class, () -> bring(label));
    NewCheckpoint named = new NewCheckpoint(SITE, GROUP, "kept", null, null);
    InputStream unread = InputStream.nullInputStream();
    assertThrows(
        Conflict.class,
        () -> to.tx(() -> to.get(CheckpointArchives.class).bring(unread, named, ANN)));
  }

  @Test
  void shouldNotExportWhatIsNotWhole() throws IOException {
    damage(ContentHash.sha256(new byte[300_000]));

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThrows(IOException.class, () -> exported(out), "nobody has noticed before");
    assertTrue(out.size() > 0);
    byte[] cut = out.toByteArray();
    assertThrows(
        IOException.class, () -> new ZstdInputStream(new ByteArrayInputStream(cut)).readAllBytes());
  }

  /** What is open would be ended: a whole archive of nothing. */
  @Test
  void shouldWriteNothingWhenTheListOfFilesCannotBeRead() throws IOException {
    damage(ContentHash.fromHex(original.manifestSha256()));

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThrows(IOException.class, () -> exported(out));
    assertEquals(0, out.size());
  }

  private void damage(ContentHash stored) throws IOException {
    var at = from.get(ContentStore.class).find(stored);
    byte[] pack = Files.readAllBytes(at.pack());
    pack[(int) (at.frameOffset() + at.frameBytes() / 2)] ^= 1;
    Files.write(at.pack(), pack);
  }
}
