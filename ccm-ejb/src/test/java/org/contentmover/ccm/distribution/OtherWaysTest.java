package org.contentmover.ccm.distribution;

import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.VersionCatalogue;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.delta.Transform;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the small way to a version is closed, a larger one is taken (CM-3, VC-1, VC-5). */
class OtherWaysTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Path staging;
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void begin() throws IOException {
    staging = Files.createDirectories(directory.resolve("staging"));
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private RunView publish() {
    return farm.untilEnded(farm.start(job));
  }

  @Test
  void shouldSendAnArchiveAsItIsToAServerThatCannotDeflateItAgain() throws Exception {
    archive("first");
    assertEquals("SUCCEEDED", publish().summary().phase());
    archive("second");
    farm.agent("boston-2").fails = "CANNOT_REDEFLATE: page.html of site.zip";
    RunView run = publish();
    farm.agent("boston-2").fails = null;
    assertEquals("PARTIAL", run.summary().phase());
    assertTrue(hasInflated(newest("PUBLISH")), "the archive was taken apart");
    farm.seconds(20);
    assertEquals(2, farm.agent("boston-2").live);
    assertFalse(hasInflated(newest("SYNCHRONIZE")), "it is not taken apart for who catches up");
  }

  private void archive(String word) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(staging.resolve("site.zip")))) {
      for (int entry = 0; entry < 20; entry++) {
        zip.putNextEntry(new ZipEntry("page-" + entry + ".html"));
        for (int line = 0; line < 400; line++) {
          String text = "line " + line * 7919 % 1013 + " of page " + entry + " " + word + "\n";
          zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private AssignmentView newest(String type) {
    return ccm
        .tx(() -> ccm.get(Assignments.class).list(null, PageRequest.first(50)))
        .items()
        .stream()
        .filter(assignment -> assignment.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private boolean hasInflated(AssignmentView assignment) throws IOException, AssignmentRejected {
    Path file = ccm.tx(() -> ccm.get(Assignments.class).file(assignment.id())).path();
    try (AssignmentReader reader = AssignmentReader.open(file, ccm.get(CcmKeyChain.class).ring());
        CommandStream commands = reader.commands()) {
      for (AssignmentCommand next = commands.next(); next != null; next = commands.next()) {
        if (next instanceof AssignmentCommand.Change change
            && change.transform() == Transform.ZIP) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void shouldSendWhatChangedWholeWhenWhatItWasIsDamaged() throws IOException {
    String text = "line of a large file\n".repeat(20_000);
    Files.writeString(staging.resolve("large.txt"), text);
    Files.writeString(staging.resolve("other.txt"), "other");
    assertEquals("SUCCEEDED", publish().summary().phase());
    damage(ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8)));
    String changed = text.replaceFirst("large", "very large");
    Files.writeString(staging.resolve("large.txt"), changed);
    RunView run = publish();
    assertEquals("SUCCEEDED", run.summary().phase(), run.summary().explanation());
    assertEquals(2, farm.agent("boston-2").live);
    assertEquals(
        ContentHash.sha256(changed.getBytes(StandardCharsets.UTF_8)),
        ccm.tx(() -> ccm.get(VersionCatalogue.class).manifest(SITE, GROUP, 2))
            .orElseThrow()
            .find("large.txt")
            .orElseThrow()
            .sha256());
  }

  /** Turns a bit of the frame of a content. */
  private void damage(ContentHash hash) throws IOException {
    var at = ccm.get(ContentStore.class).find(hash);
    byte[] bytes = Files.readAllBytes(at.pack());
    bytes[(int) (at.frameOffset() + at.frameBytes() / 2)] ^= 1;
    Files.write(at.pack(), bytes);
  }
}
