package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong words, wrong keys, damage and directories that do not fit: said clearly, nothing done. */
class RefusalTest {
  @TempDir Path directory;
  private final Tool tool = new Tool();
  private TestTree old;
  private TestTree now;
  private Path out;

  @BeforeEach
  void trees() throws IOException {
    old = TestTree.at(directory.resolve("old")).file("index.html", "one").file("same", "x");
    now = TestTree.at(directory.resolve("new")).file("index.html", "two").file("same", "x");
    out = directory.resolve("out");
  }

  private void make() {
    tool.does("make", old.root(), now.root(), out);
  }

  private void refuses(int status, String said, Object... words) throws IOException {
    Map<String, String> before = new TestTree(directory).read();
    assertEquals(status, tool.run(words), tool.err());
    assertTrue(tool.err().contains(said), tool.err());
    assertTrue(tool.err().startsWith("assignment: "), tool.err());
    assertEquals(before.keySet(), new TestTree(directory).read().keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "'', a command",
    "mke a b c, mke",
    "make a b, OUT_DIR",
    "make a b c d, too many words: d",
    "make a b c --profile tiny, tiny",
    "make a b c --profile, --profile",
    "make a b c --repeat 0, from 1 to 999",
    "apply a b --repeat x, from 1 to 999",
    "make a b c --quick, --quick",
    "apply a, OUT_DIR",
    "inspect, OUT_DIR",
    "inspect a --key k, --key",
    "verify a, --key",
    "verify --key k, OUT_DIR",
  })
  void shouldNameTheWordThatIsWrong(String words, String said) throws IOException {
    Object[] split = words.isEmpty() ? new Object[0] : words.split(" ");
    refuses(AssignmentTool.WRONG_USE, said, split);
    assertTrue(tool.err().contains("usage: "), tool.err());
  }

  @Test
  void shouldHelp() {
    tool.does("make", "--help");
    assertTrue(tool.out().startsWith("usage: "), tool.out());
  }

  @Test
  void shouldNameADirectoryThatIsMissing() throws IOException {
    Path missing = directory.resolve("missing");
    refuses(2, "OLD_DIR " + missing + " does not exist", "make", missing, now.root(), out);
    refuses(2, "NEW_DIR " + missing + " does not exist", "make", old.root(), missing, out);
    Path file = old.root().resolve("index.html");
    refuses(2, "OLD_DIR " + file + " is no directory", "make", file, now.root(), out);
    refuses(2, "OUT_DIR " + missing, "apply", old.root(), missing);
    refuses(2, "OUT_DIR " + missing, "inspect", missing);
    refuses(2, "OUT_DIR " + missing, "verify", missing, "--key", file);
    make();
    refuses(2, "DIR " + missing + " does not exist", "apply", missing, out);
  }

  @Test
  void shouldNotTouchAnOutputDirectoryThatIsInUse() throws IOException {
    Files.writeString(Files.createDirectory(out).resolve("treasure"), "of years");
    refuses(2, "is not empty", "make", old.root(), now.root(), out);
    assertEquals("of years", Files.readString(out.resolve("treasure")));
  }

  @Test
  void shouldNotWriteIntoATreeThatItReads() throws IOException {
    refuses(2, "lies in", "make", old.root(), now.root(), now.root().resolve("out"));
  }

  @Test
  void shouldSayThatAnOutputDirectoryCannotBeMade() throws IOException {
    Path inAFile = Files.writeString(directory.resolve("file"), "").resolve("out");
    refuses(1, "OUT_DIR " + inAFile + " cannot be made", "make", old.root(), now.root(), inAFile);
  }

  /** It says what strangers wrote; their names must not look like what it says itself. */
  @Test
  void shouldShowANameOfSeveralLinesOnOne() throws IOException {
    now.file("a\n  signed by key              00\u001b[2J\"\u202e\\b", "x");
    now.modified("", "2024-05-06T07:08:09Z");
    make();
    tool.does("inspect", out, "--list");
    assertTrue(
        tool.out()
            .contains("\"a\\u{a}  signed by key              00\\u{1b}[2J\\\"\\u{202e}\\\\b\""),
        tool.out());
    assertTrue(tool.out().contains("(the root)"), tool.out());
  }

  @Test
  void shouldSayThatAnOutputDirectoryIsNotComplete() throws IOException {
    make();
    Files.delete(out.resolve("commit.assignment"));
    refuses(2, "commit.assignment", "apply", old.root(), out);
  }

  @Test
  void shouldNameWhatCannotBePublishedAndLeaveNothing() throws IOException {
    now.symlink("bad", "../old");
    Files.createDirectory(out);
    refuses(1, "bad", "make", old.root(), now.root(), out);
  }

  @Test
  void shouldRefuseAnotherKey() throws IOException {
    make();
    Path other = directory.resolve("other.pub");
    KeyFile.writePublic(other, SigningKey.generate().publicKey());
    refuses(1, "UNKNOWN_KEY", "verify", out, "--key", other);
    refuses(1, "UNKNOWN_KEY", "apply", old.root(), out, "--key", other);
  }

  @Test
  void shouldTrustTheKeyThatSigned() throws IOException {
    Path secret = directory.resolve("secret");
    Path known = directory.resolve("known.pub");
    KeyFile.writePublic(known, KeyFile.loadOrCreate(secret).publicKey());
    tool.does("make", old.root(), now.root(), out, "--key", secret);
    tool.does("verify", out, "--key", known);
    Map<String, String> wanted = now.read();
    tool.does("apply", old.root(), out, "--key", known);
    assertEquals(wanted, old.read());
  }

  @Test
  void shouldSayThatAFileIsNoKey() throws IOException {
    make();
    Path noKey = Files.writeString(directory.resolve("key"), "open sesame");
    refuses(1, noKey + " is neither a public key file nor", "verify", out, "--key", noKey);
    Path known = out.resolve("key.pub");
    Path another = directory.resolve("another");
    refuses(
        1, "the private key is wanted", "make", old.root(), now.root(), another, "--key", known);
    refuses(1, "none does not exist", "verify", out, "--key", directory.resolve("none"));
    Path fresh = directory.resolve("fresh");
    refuses(1, "none does not exist", "make", old.root(), now.root(), fresh, "--key", "none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish.assignment", "commit.assignment"})
  void shouldNoticeEachDamagedByte(String name) throws IOException {
    make();
    Path file = out.resolve(name);
    byte[] sound = Files.readAllBytes(file);
    for (int i = 0; i < sound.length; i++) {
      byte[] damaged = sound.clone();
      // Another bit of the first byte of a frame would mean nothing to zstd, and harm nothing.
      damaged[i] ^= 0x08;
      Files.write(file, damaged);
      assertEquals(1, tool.run("verify", out, "--key", out.resolve("key.pub")), "byte " + i);
    }
    Files.write(file, sound);
    tool.does("verify", out, "--key", out.resolve("key.pub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish.assignment", "commit.assignment"})
  void shouldApplyNothingOfWhatIsDamaged(String name) throws IOException {
    make();
    Path file = out.resolve(name);
    byte[] sound = Files.readAllBytes(file);
    Map<String, String> before = old.read();
    for (int i = 0; i < sound.length; i += sound.length / 10) {
      byte[] damaged = sound.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      refuses(1, "assignment", "apply", old.root(), out);
      assertEquals(before, old.read(), "byte " + i);
    }
    Files.write(file, Arrays.copyOf(sound, sound.length - 1));
    refuses(1, "MALFORMED", "apply", old.root(), out);
    assertEquals(before, old.read());
  }

  @Test
  void shouldRefuseATreeItWasNotMadeFor() throws IOException {
    make();
    old.file("same", "y");
    refuses(1, "is not the tree", "apply", old.root(), out);
    assertEquals("one", Files.readString(old.root().resolve("index.html")));
  }

  @Test
  void shouldSayThatATreeIsTheTargetAlready() throws IOException {
    make();
    tool.does("apply", old.root(), out);
    Map<String, String> applied = old.read();
    tool.does("apply", old.root(), out);
    assertEquals(
        old.root() + " is version 2 of " + out + " already; nothing was done", tool.out().strip());
    assertEquals(applied, old.read());
    assertEquals(Set.of("old", "new", "out"), Set.of(directory.toFile().list()));
  }

  @Test
  void shouldNotApplyTwiceAtOnce() throws IOException {
    make();
    Path work = Files.createDirectory(directory.resolve("old~applying"));
    try (FileChannel other =
        FileChannel.open(
            work.resolve("lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      assertNotNull(other.lock());
      refuses(1, "another apply works on", "apply", old.root(), out);
    }
    assertTrue(Files.exists(work));
  }

  @Test
  void shouldLeaveAloneWhatNoApplyMade() throws IOException {
    make();
    Path work = Files.createDirectory(directory.resolve("old~applying"));
    Files.writeString(work.resolve("diary"), "mine");
    refuses(1, "old~applying", "apply", old.root(), out);
    assertEquals("mine", Files.readString(work.resolve("diary")));
  }

  @Test
  void shouldSayWhereTheTreeIsWhenSomebodyMadeAnotherInItsPlace() throws IOException {
    make();
    Path work = Files.createDirectory(directory.resolve("old~applying"));
    Files.createFile(work.resolve("lock"));
    Files.createDirectory(work.resolve("next"));
    Files.move(old.root(), work.resolve("before"));
    Files.createDirectory(old.root());
    refuses(1, work.resolve("before").toString(), "apply", old.root(), out);
    assertTrue(Files.exists(work.resolve("before/index.html")));
  }
}
