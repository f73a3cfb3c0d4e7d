package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool sees of an assignment that is sealed (CM-5). */
class SealingTest {
  @TempDir Path directory;
  private final Tool tool = new Tool();
  private TestTree old;
  private TestTree now;
  private Path out;
  private Path box;
  private Path stranger;

  @BeforeEach
  void make() throws Exception {
    old = TestTree.at(directory.resolve("old")).file("index.html", "one");
    now = TestTree.at(directory.resolve("new")).file("index.html", "two").file("secret", "three");
    out = directory.resolve("out");
    box = directory.resolve("box.key");
    stranger = directory.resolve("stranger.key");
    tool.does("make", old.root(), now.root(), out, "--box", box);
    tool.does("make", old.root(), now.root(), directory.resolve("other"), "--box", stranger);
  }

  private int verify(Object... more) {
    Stream<Object> words = Stream.of("verify", out, "--key", out.resolve("key.pub"));
    return tool.run(Stream.concat(words, Stream.of(more)).toArray());
  }

  @Test
  void shouldSayWhatItCannotSee() {
    tool.does("inspect", out, "--list");
    assertTrue(tool.out().contains("1 key box" + System.lineSeparator()), tool.out());
    assertTrue(tool.out().contains("commands and content"), tool.out());
    assertFalse(tool.out().contains("secret"), tool.out());

    assertEquals(AssignmentTool.DONE, verify(), tool.err());
    assertTrue(tool.out().contains("cannot be checked without one of these"), tool.out());
  }

  @Test
  void shouldSeeAllWithTheBox() {
    tool.does("inspect", out, "--list", "--box", box);
    assertTrue(tool.out().contains("secret"), tool.out());

    assertEquals(AssignmentTool.DONE, verify("--box", box), tool.err());
    assertFalse(tool.out().contains("cannot be checked"), tool.out());
  }

  @Test
  void shouldSealOnlyWhatIsNamed() throws Exception {
    Path parts = directory.resolve("parts");
    now.file("page.html", "for everybody to see").file("private/plan", "for nobody else to see");
    String[] only = {"--seal-only", "private/", "--seal-only", "secret"};
    tool.does(
        "make", old.root(), now.root(), parts, "--box", box, only[0], only[1], only[2], only[3]);

    tool.does("inspect", parts);
    assertTrue(tool.out().matches("(?s).*of its data +[1-9][0-9]* of [0-9]+ bytes sealed.*"));
    TestTree copy = old.copy(directory.resolve("copy"));
    tool.does("apply", copy.root(), parts, "--box", box);
    assertEquals(now.read(), copy.read());
  }

  @Test
  void shouldRefuseToSealWhatIsNotThereOrForNobody() {
    Path parts = directory.resolve("parts");
    assertEquals(
        AssignmentTool.FAILED,
        tool.run("make", old.root(), now.root(), parts, "--box", box, "--seal-only", "secrets"));
    assertTrue(tool.err().contains("nothing in NEW_DIR or OLD_DIR matches secrets"), tool.err());
    assertFalse(Files.exists(parts.resolve("publish.assignment")));
    assertEquals(
        AssignmentTool.WRONG_USE,
        tool.run("make", old.root(), now.root(), parts, "--seal-only", "secret"));
    assertTrue(tool.err().contains("--seal-only wants --box FILE"), tool.err());
    assertEquals(
        AssignmentTool.WRONG_USE,
        tool.run("make", old.root(), now.root(), parts, "--box", box, "--seal-only", "[a"));
    assertTrue(tool.err().contains("[a"), tool.err());
  }

  @Test
  void shouldFindDamageWithTheBoxAlone() throws Exception {
    Path publish = out.resolve("publish.assignment");
    byte[] bytes = Files.readAllBytes(publish);
    bytes[bytes.length - 1] ^= 1;
    Files.write(publish, bytes);

    assertEquals(AssignmentTool.DONE, verify(), tool.err());
    assertEquals(AssignmentTool.FAILED, verify("--box", box));
    assertTrue(tool.err().contains("CORRUPT"), tool.err());
  }

  @Test
  void shouldBeAppliedWithTheBoxAlone() throws Exception {
    for (Path wrong : new Path[] {stranger, directory.resolve("missing.key")}) {
      TestTree copy = old.copy(directory.resolve("copy" + wrong.getFileName()));
      assertEquals(AssignmentTool.FAILED, tool.run("apply", copy.root(), out, "--box", wrong));
      assertEquals(old.read(), copy.read());
    }
    assertTrue(tool.err().contains("missing.key does not exist"), tool.err());
    TestTree copy = old.copy(directory.resolve("copy"));
    assertEquals(AssignmentTool.FAILED, tool.run("apply", copy.root(), out));
    assertTrue(tool.err().contains("SEALED_FOR_OTHERS"), tool.err());

    tool.does("apply", copy.root(), out, "--box", box);
    assertEquals(now.read(), copy.read());
  }
}
