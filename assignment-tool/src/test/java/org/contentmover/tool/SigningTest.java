package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.KeyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher signs for a tree on a machine of his own (CM-12). */
class SigningTest {
  private static final Pattern TREE = Pattern.compile("\\stree +([0-9a-f]{64})");

  @TempDir Path directory;
  private final Tool tool = new Tool();
  private TestTree old;
  private TestTree now;
  private Path out;
  private Path key;
  private Path known;
  private Path statement;

  @BeforeEach
  void trees() throws Exception {
    old = TestTree.at(directory.resolve("old")).file("index.html", "one");
    now = TestTree.at(directory.resolve("new")).file("index.html", "two");
    out = directory.resolve("out");
    key = directory.resolve("author.key");
    known = directory.resolve("author.key.pub");
    statement = directory.resolve("statement");
    tool.does("key", key);
  }

  private void sign(Object... more) {
    Stream<Object> words =
        Stream.of("sign", statement, "--key", key, "--site", "site", "--group", "all");
    tool.run(Stream.concat(words, Stream.of(more)).toArray());
  }

  private String signedTree() {
    Matcher found = TREE.matcher(tool.out());
    assertTrue(found.find(), tool.out() + tool.err());
    return found.group(1);
  }

  private int verify() {
    return tool.run("verify", out, "--key", out.resolve("key.pub"), "--publisher", known);
  }

  @Test
  void shouldSignForATreeAsTheManagerSeesIt() throws Exception {
    sign("--tree", now.root());
    final String tree = signedTree();
    tool.does("make", old.root(), now.root(), out, "--statement", statement);
    assertEquals(0, verify(), tool.err());
    assertTrue(tool.out().contains("allowed by publisher's key"), tool.out());
    tool.does("inspect", out);
    assertTrue(Pattern.compile("target version +2 " + tree).matcher(tool.out()).find(), tool.out());
    assertEquals(tree, signedTree());
  }

  @Test
  void shouldLetEverybodyReadAStatement() throws Exception {
    sign("--tree", now.root());
    assertEquals(
        "rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(statement)));
  }

  @Test
  void shouldSignForAManifestByItsHash() throws Exception {
    sign("--tree", now.root());
    String tree = signedTree();
    statement = directory.resolve("another");
    sign("--manifest", tree, "--back", tree, "--days", 7);
    assertEquals(tree, signedTree());
    assertTrue(tool.out().contains("and the way back to"), tool.out());
    tool.does("make", old.root(), now.root(), out, "--statement", statement);
    assertEquals(0, verify(), tool.err());
  }

  @Test
  void shouldSignForNothingWhenTreeAndManifestDiffer() throws Exception {
    sign("--tree", old.root());
    String tree = signedTree();
    statement = directory.resolve("another");
    sign("--tree", now.root(), "--manifest", tree);
    assertTrue(tool.err().contains("not " + tree), tool.err());
    assertFalse(Files.exists(statement));
  }

  /** As an agent keeps it, in the middle of a rotation. */
  @Test
  void shouldTrustTheRingOfAnAgent() throws Exception {
    tool.does("make", old.root(), now.root(), out);
    CcmKeyRing ring = CcmKeyRing.first(KeyFile.loadPublic(known));
    Path file = Files.writeString(directory.resolve("ccm.ring"), ring.text() + "\n");
    assertEquals(1, tool.run("verify", out, "--key", file));
    assertTrue(tool.err().contains("UNKNOWN_KEY"), tool.err());
    ring = ring.next(List.of(ring.keys().get(0), KeyFile.loadPublic(out.resolve("key.pub"))));
    Files.writeString(file, ring.text() + "\n");
    tool.does("verify", out, "--key", file);
    tool.does("apply", old.copy(directory.resolve("copy")).root(), out, "--key", file);
  }

  @Test
  void shouldMakeItForTheSiteThatThePublisherSignedFor() throws Exception {
    tool.does(
        "sign",
        statement,
        "--key",
        key,
        "--site",
        "www.example.com",
        "--group",
        "everyone",
        "--tree",
        now.root());
    tool.does("make", old.root(), now.root(), out, "--statement", statement);
    assertEquals(0, verify(), tool.err());
    tool.does("inspect", out);
    assertTrue(tool.out().contains("hosted site                www.example.com"), tool.out());
  }

  @Test
  void shouldFindThatNobodySigned() throws Exception {
    tool.does("make", old.root(), now.root(), out);
    assertEquals(1, verify());
    assertTrue(tool.err().contains("STATEMENT_MISSING"), tool.err());
  }

  @Test
  void shouldRefuseAStatementForAnotherTreeAtOnce() throws Exception {
    sign("--tree", now.root());
    final String signed = signedTree();
    statement = directory.resolve("another");
    sign("--tree", old.root());
    final String other = signedTree();
    assertEquals(
        AssignmentTool.FAILED,
        tool.run("make", old.root(), now.root(), out, "--statement", statement));
    for (String named : List.of(statement.toString(), other, now.root().toString(), signed)) {
      assertTrue(tool.err().contains(named), tool.err());
    }
    assertFalse(Files.exists(out.resolve("publish.assignment")));
  }

  @Test
  void shouldTakeAStatementThatNamesTheTreeAsAWayBack() throws Exception {
    sign("--tree", now.root());
    String tree = signedTree();
    statement = directory.resolve("another");
    sign("--tree", old.root(), "--back", tree);
    tool.does("make", old.root(), now.root(), out, "--statement", statement);
    assertEquals(0, verify(), tool.err());
  }

  @Test
  void shouldSayThatAFileIsNoStatement() throws Exception {
    for (byte[] garbage : List.of(new byte[] {'?'}, new byte[] {(byte) 0xff}, new byte[9000])) {
      Path broken = Files.write(directory.resolve("broken"), garbage);
      assertEquals(1, tool.run("make", old.root(), now.root(), out, "--statement", broken));
      assertEquals(
          "assignment: "
              + broken
              + " is no publisher's statement; one is made by: ./assignment sign",
          tool.err().strip());
      assertFalse(Files.exists(out));
    }
    assertEquals(1, tool.run("make", old.root(), now.root(), out, "--statement", directory));
    assertTrue(tool.err().contains(directory + " is no publisher's statement"), tool.err());
  }

  @Test
  void shouldFindThatSomebodyElseSigned() throws Exception {
    sign("--tree", now.root());
    tool.does("make", old.root(), now.root(), out, "--statement", statement);
    tool.does("key", directory.resolve("other"));
    known = directory.resolve("other.pub");
    assertEquals(1, verify());
    assertTrue(tool.err().contains("STATEMENT_FORGED"), tool.err());
  }

  @Test
  void shouldKeepAPrivateKeyToItsOwner() throws Exception {
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(key));
    assertEquals(
        PosixFilePermissions.fromString("rw-r--r--"), Files.getPosixFilePermissions(known));
    String before = Files.readString(key);
    assertEquals(2, tool.run("key", key));
    assertEquals(before, Files.readString(key));
  }

  @Test
  void shouldNameWhatIsWrong() throws Exception {
    sign();
    assertTrue(tool.err().contains("--tree DIR or --manifest"), tool.err());
    sign("--manifest", "12");
    assertTrue(tool.err().contains("--manifest 12"), tool.err());
    assertTrue(tool.err().contains("64 digits"), tool.err());
    for (String days : List.of("0", "x", "99999999", "-1")) {
      sign("--tree", now.root(), "--days", days);
      assertTrue(tool.err().contains("--days " + days + ": a number from 1 to 9999"), tool.err());
    }
    Path nowhere = directory.resolve("nowhere");
    assertEquals(2, tool.run("key", nowhere.resolve("key")));
    assertTrue(tool.err().contains(nowhere + " does not exist"), tool.err());
    sign("--tree", now.root());
    sign("--tree", now.root());
    assertTrue(tool.err().contains("is there already"), tool.err());
  }
}
