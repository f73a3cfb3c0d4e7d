package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who names a wrong file learns which it is, which is wanted, and where that comes from. */
class KeyFilesTest {
  private static final String BOX_WANTED =
      "; a key box is wanted: box.key of a server, or a new FILE, which ./assignment make --box FILE"
          + " makes";
  private static final String PRIVATE_WANTED =
      "; the private key is wanted: two lines, mode 0600, as ./assignment key FILE makes it";

  @TempDir Path directory;
  private final Tool tool = new Tool();
  private TestTree old;
  private TestTree now;
  private Path out;
  private Path secret;
  private Path known;
  private Path box;
  private Path page;

  @BeforeEach
  void files() throws Exception {
    old = TestTree.at(directory.resolve("old")).file("index.html", "one");
    now = TestTree.at(directory.resolve("new")).file("index.html", "two");
    out = directory.resolve("out");
    secret = directory.resolve("pub");
    known = directory.resolve("pub.pub");
    box = directory.resolve("box");
    page = now.root().resolve("index.html");
    tool.does("key", secret);
    tool.does("make", old.root(), now.root(), out, "--box", box);
  }

  private void says(String message, Object... words) {
    assertEquals(AssignmentTool.FAILED, tool.run(words));
    assertEquals("assignment: " + message, tool.err().strip());
  }

  @Test
  void shouldSayThatAFileIsNoKeyBox() {
    Path fresh = directory.resolve("fresh");
    String said = secret + " is a private key" + BOX_WANTED;
    says(said, "inspect", out, "--box", secret);
    says(said, "verify", out, "--key", out.resolve("key.pub"), "--box", secret);
    says(said, "apply", old.root(), out, "--box", secret);
    says(said, "make", old.root(), now.root(), fresh, "--box", secret);
    says(page + " is no key file" + BOX_WANTED, "inspect", out, "--box", page);
    says(known + " is a public key" + BOX_WANTED, "inspect", out, "--box", known);
    says(directory + " is a directory" + BOX_WANTED, "inspect", out, "--box", directory);
    assertFalse(Files.exists(fresh));
  }

  @Test
  void shouldSayThatAFileIsNoPrivateKey() throws Exception {
    Path fresh = directory.resolve("fresh");
    Path statement = directory.resolve("statement");
    tool.does(
        "sign",
        statement,
        "--key",
        secret,
        "--site",
        "site",
        "--group",
        "all",
        "--tree",
        now.root());
    for (List<Object> it :
        List.<List<Object>>of(
            List.of(page, "no key file"),
            List.of(known, "a public key"),
            List.of(box, "a key box"),
            List.of(statement, "a publisher's statement"),
            List.of(directory, "a directory"))) {
      Object file = it.get(0);
      says(
          file + " is " + it.get(1) + PRIVATE_WANTED,
          "make",
          old.root(),
          now.root(),
          fresh,
          "--key",
          file);
    }
    Path none = directory.resolve("none");
    says(
        none + " does not exist; one is made by: ./assignment key " + none,
        "make",
        old.root(),
        now.root(),
        fresh,
        "--key",
        none);
    assertFalse(Files.exists(fresh));
  }

  @Test
  void shouldSayThatAFileIsNoPublicKey() {
    String said =
        secret
            + " is neither a public key file nor the ring of a CCM's keys, as ccm.ring is; it is";
    says(said + " a private key", "verify", out, "--key", secret);
    says(said + " a private key", "apply", old.root(), out, "--key", secret);
    says(
        page
            + " is no key file; a public key is wanted: one line, as FILE.pub is that ./assignment"
            + " key FILE makes",
        "verify",
        out,
        "--key",
        out.resolve("key.pub"),
        "--publisher",
        page);
  }

  /** What is wrong with the right kind of file is another matter. */
  @Test
  void shouldSayThatAKeyIsOpenToOthersOrABoxDamaged() throws Exception {
    for (Path file : List.of(box, secret)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    tool.run("inspect", out, "--box", box);
    assertTrue(tool.err().contains(box + " is open to others"), tool.err());
    tool.run("make", old.root(), now.root(), directory.resolve("fresh"), "--key", secret);
    assertTrue(tool.err().contains(secret + " is open to others"), tool.err());

    Path other = directory.resolve("other");
    tool.does("make", old.root(), now.root(), directory.resolve("second"), "--box", other);
    List<String> mixed = List.of(Files.readAllLines(box).get(0), Files.readAllLines(other).get(1));
    Files.write(other, mixed);
    says(
        "the key box in "
            + other
            + " is damaged: its two lines do not belong together. Take it from its server, or from"
            + " a backup, again; no other box opens what is sealed for it",
        "inspect",
        out,
        "--box",
        other);
  }

  @Test
  void shouldSayThatANewBoxHasNoDirectory() {
    Path nowhere = directory.resolve("nowhere");
    assertEquals(
        AssignmentTool.WRONG_USE,
        tool.run(
            "make",
            old.root(),
            now.root(),
            directory.resolve("fresh"),
            "--box",
            nowhere.resolve("box")));
    assertTrue(tool.err().contains("--box FILE, " + nowhere + " does not exist"), tool.err());
  }
}
