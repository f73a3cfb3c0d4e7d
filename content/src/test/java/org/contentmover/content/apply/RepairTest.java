package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.Drift.Kind;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.core.interpret.AssignmentType;
import org.junit.jupiter.api.Test;

/** What a repair uses, what it leaves alone, and what it says (CI-7). */
class RepairTest extends ScrubbedSite {
  @Test
  void shouldReadNothingThatIsKnownToBeOther() throws Exception {
    final List<Path> taken = new ArrayList<>();
    interpreter.close();
    interpreter =
        open(
            new DelegatingFileSystem() {
              @Override
              protected void before(long operation, Path path) {
                if (path.getParent().equals(server.site().repair())) {
                  taken.add(path);
                }
              }
            },
            Publisher.CLOCK);
    Files.writeString(live("index.html"), "a film in its place");
    flipABit("a/same.txt");
    assertEquals(Map.of("index.html", Kind.CONTENT, "a/same.txt", Kind.CONTENT), scrub(2));
    assertEquals("", interpreter.care().repair(this::fromCcm).problem());
    assertEquals(second, server.liveTree());
    // Each is made once, of what the CCM gives, and removed in the end.
    assertEquals(4, taken.size(), taken.toString());
    assertEquals(2, asked.size());
  }

  /** All of a site may have another mode: then nothing is to be fetched. */
  @Test
  void shouldTakeTheContentOfWhatHasAnotherModeOnly() throws Exception {
    FileSystemOps.REAL.setMode(live("kept.txt"), 0600);
    scrub(2);
    assertEquals("", interpreter.care().repair(this::fromCcm).problem());
    assertEquals(List.of(), asked);
    assertEquals(second, server.liveTree());
  }

  /** What a list does not say is proven by its hash. */
  @Test
  void shouldFetchLittleWhenWhatIsKnownIsDamaged() throws Exception {
    flipABit("a/same.txt");
    scrub(2);
    Files.writeString(server.site().drift(server.site().tree(2)), "?");
    assertEquals("", interpreter.care().repair(this::fromCcm).problem());
    assertEquals(1, asked.size());
    assertEquals(second, server.liveTree());
  }

  @Test
  void shouldLeaveEverythingWhileTheSiteIsUnclear() throws Exception {
    flipABit("a/same.txt");
    scrub(2);
    final Set<String> before = server.versionNames();
    TreeCare.Repaired repaired =
        interpreter
            .care()
            .repair(
                (lost, out) -> {
                  fromCcm(lost, out);
                  Files.delete(server.site().live());
                  Files.createSymbolicLink(server.site().live(), directory);
                });
    assertEquals(List.of(), repaired.repaired());
    assertFalse(repaired.problem().isEmpty());
    assertEquals(before, server.versionNames());
  }

  @Test
  void shouldNotSayThatItRepairedWhatIsGone() throws Exception {
    flipABit("a/same.txt");
    scrub(2);
    TreeCare.Repaired repaired =
        interpreter
            .care()
            .repair(
                (lost, out) -> {
                  fromCcm(lost, out);
                  succeed(publisher.order(AssignmentType.REMOVE, 8));
                });
    assertEquals(List.of(), repaired.repaired());
    assertEquals("", repaired.problem());
    assertEquals(Set.of("8", "8.manifest"), server.versionNames());
  }

  /** Where a file cannot have one more name it is read anyway. */
  @Test
  void shouldCopyNothingThatChangedAfterItWasCompared() throws Exception {
    flipABit("a/same.txt");
    scrub(2);
    flipABit("kept.txt");
    interpreter.close();
    interpreter =
        open(
            new DelegatingFileSystem() {
              @Override
              public void link(Path existing, Path link) throws IOException {
                throw new FileSystemException(link.toString(), null, "Too many links");
              }
            },
            Publisher.CLOCK);
    TreeCare.Repaired repaired = interpreter.care().repair(this::fromCcm);
    assertEquals(List.of(), repaired.repaired());
    assertTrue(
        repaired.problem().contains("kept.txt was changed after it had been compared"),
        repaired.problem());
    assertEquals("versions/2", server.liveTarget());
  }
}
