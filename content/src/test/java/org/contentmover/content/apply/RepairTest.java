package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.Drift.Kind;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.Publisher;
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
}
