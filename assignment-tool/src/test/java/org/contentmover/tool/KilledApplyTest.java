package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an apply that was killed left, as the next one finds it (CI-3). */
class KilledApplyTest {
  @TempDir Path directory;
  private final Tool tool = new Tool();
  private TestTree old;
  private TestTree now;
  private Path out;
  private Path work;

  @BeforeEach
  void make() throws IOException {
    old = TestTree.at(directory.resolve("old")).file("index.html", "one");
    now = TestTree.at(directory.resolve("new")).file("index.html", "two");
    out = directory.resolve("out");
    work = directory.resolve("old~applying");
    tool.does("make", old.root(), now.root(), out);
  }

  private void leaveWork() throws IOException {
    Files.createDirectory(work);
    Files.createFile(work.resolve("lock"));
    Files.createDirectories(work.resolve("www.example.com/versions/1"));
  }

  private void appliesAndSays(String words) throws IOException {
    tool.does("apply", old.root(), out);
    assertTrue(tool.out().contains(words), tool.out());
    assertEquals(now.read(), old.read());
    assertNothingLeft();
  }

  private void assertNothingLeft() {
    assertFalse(Files.exists(work, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void shouldBeginAgainWhereOneWasKilledBeforeTheTreesChangedPlaces() throws IOException {
    leaveWork();
    appliesAndSays("killed before it changed");
  }

  @Test
  void shouldBeginAgainWhereOneWasKilledAsItBegan() throws IOException {
    Files.createDirectory(work);
    tool.does("apply", old.root(), out);
    assertEquals(now.read(), old.read());
    assertNothingLeft();
  }

  @Test
  void shouldMoveTheTreeBackThatWasMovedAway() throws IOException {
    leaveWork();
    Files.createDirectory(work.resolve("next"));
    Files.move(old.root(), work.resolve("before"));
    appliesAndSays("as it was before");
  }

  @Test
  void shouldRemoveWhatOneLeftThatHadEnded() throws IOException {
    tool.does("apply", old.root(), out);
    leaveWork();
    TestTree.at(work.resolve("before")).file("index.html", "one");
    TestTree third = TestTree.at(directory.resolve("third")).file("index.html", "three");
    Path next = directory.resolve("out-3");
    tool.does("make", now.root(), third.root(), next);
    tool.does("apply", old.root(), next);
    assertTrue(tool.out().contains("had its new version"), tool.out());
    assertEquals(third.read(), old.read());
    assertNothingLeft();
  }
}
