package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.Fingerprint;
import org.contentmover.content.fixture.FoldingFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Assignments that must not be carried out, of every kind at every place (CI-6, CM-12): each is
 * refused for the right reason, and nothing of it is left on the disk.
 */
class AttackCorpusTest {
  private static final Path TABLE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "formats", "attacks.md");
  private static final String BEGIN = "<!-- attacks: written by AttackCorpusTest -->";
  private static final String END = "<!-- end of attacks -->";

  @TempDir Path directory;
  private AttackedServer server;
  private List<Attack> attacks;
  private List<Attack> foldingAttacks;
  private List<Attack> statementAttacks;
  private List<Attack> sealAttacks;
  private JointServer jointServer;
  private List<Attack> jointAttacks;
  private List<Attack> jointStatementAttacks;

  @BeforeEach
  void prepareAttacks() throws Exception {
    server = new AttackedServer(directory);
    server.begin();
    attacks = new ArrayList<>();
    attacks.addAll(PathAttacks.on(server));
    attacks.addAll(TreeAttacks.on(server));
    attacks.addAll(HeaderAttacks.on(server));
    attacks.addAll(SignatureAttacks.on(server));
    attacks.addAll(CommandAttacks.on(server));
    attacks.addAll(OrderAttacks.on(server));
    attacks.addAll(ByteAttacks.on(server));
    attacks.addAll(DataAttacks.on(server));
    attacks.addAll(FrameAttacks.on(server));
    attacks.addAll(EntryAttacks.on(server));
    attacks.addAll(HookAttacks.on(server));
    attacks.addAll(SealAttacks.withoutBox(server));
    foldingAttacks = FoldingAttacks.on(server);
    statementAttacks = StatementAttacks.on(server);
    sealAttacks = new ArrayList<>(SealedDataAttacks.on(server));
    sealAttacks.addAll(SealAttacks.on(server));
    jointServer = new JointServer(directory.resolve("joint"));
    jointAttacks = JointAttacks.on(jointServer);
    jointStatementAttacks = JointAttacks.withoutWord(jointServer, server.author());
  }

  @AfterEach
  void close() throws Exception {
    jointServer.close();
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuseEveryAttack() {
    return attacks.stream()
        .map(it -> dynamicTest(it.kind() + ": " + it.place(), () -> refuse(it, this::plain)));
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuseTwinsWhereTheyAreOneName() {
    return foldingAttacks.stream()
        .map(it -> dynamicTest(it.kind() + ": " + it.place(), () -> refuse(it, this::folding)));
  }

  /** All of them signed with the CCM's key, as who stole it would. */
  @TestFactory
  Stream<DynamicTest> shouldRefuseWhatNoPublisherSaid() {
    return statementAttacks.stream()
        .map(it -> dynamicTest(it.kind() + ": " + it.place(), () -> refuse(it, this::pinned)));
  }

  /** What lies between the CCM and a server, and who stole the CCM's key. */
  @TestFactory
  Stream<DynamicTest> shouldRefuseWhatWasNotSealedForIt() {
    return sealAttacks.stream()
        .map(it -> dynamicTest(it.kind() + ": " + it.place(), () -> refuse(it, this::sealed)));
  }

  /** Commits of several sites: none of them is switched. */
  @TestFactory
  Stream<DynamicTest> shouldSwitchNoSiteWhenTheOrderIsWrongForOne() {
    return jointAttacks.stream()
        .map(it -> dynamicTest(it.kind() + ": " + it.place(), () -> refuseJointly(it)));
  }

  @TestFactory
  Stream<DynamicTest> shouldSwitchNoSiteWithoutThePublishersWordForEach() {
    PublisherPins pins =
        PublisherPins.of(TrustedKeys.of(server.author().publicKey()), Publisher.CLOCK);
    return jointStatementAttacks.stream()
        .map(
            it ->
                dynamicTest(
                    it.kind() + ": " + it.place(),
                    () -> {
                      jointServer.pin(pins);
                      refuseJointly(it);
                    }));
  }

  private void refuseJointly(Attack attack) throws Exception {
    Path file = attack.writing().to(directory.resolve("attack"));
    DelegatingFileSystem ops = new DelegatingFileSystem();
    try (JointServer.Sites sites = jointServer.open(jointServer.root(), ops)) {
      Map<String, String> before = Fingerprint.of(jointServer.root());
      long operations = ops.operations();
      AssignmentOutcome outcome = sites.carryOut(file);
      assertEquals(attack.reason(), outcome.reason(), outcome.detail());
      assertTrue(outcome.detail().contains(attack.says()), outcome.detail());
      assertEquals(AssignmentOutcome.Result.REFUSED, outcome.result(), outcome.detail());
      assertEquals(operations, ops.operations(), "something was written");
      assertEquals(before, Fingerprint.of(jointServer.root()));
    }
  }

  /** The attacks fail for the reasons named, not because nothing of this server is taken. */
  @Test
  void shouldTakeTheCommitOfSeveralSitesThatTheAttacksImitate() throws Exception {
    jointServer.pin(PublisherPins.of(TrustedKeys.of(server.author().publicKey()), Publisher.CLOCK));
    Path honest =
        jointServer.jointCommit(
            JointServer.SITES,
            it ->
                it.with(
                    Optional.of(
                        JointAttacks.statement(
                            server.author(),
                            it.hostedSite(),
                            jointServer.second(it.hostedSite())))));
    try (JointServer.Sites sites = jointServer.open(jointServer.root(), FileSystemOps.REAL)) {
      AssignmentOutcome outcome = sites.carryOut(honest);
      assertEquals(AssignmentOutcome.Result.COMMITTED, outcome.result(), outcome.detail());
    }
  }

  @FunctionalInterface
  private interface Opening {
    Guarded open() throws IOException;
  }

  private Guarded plain() throws IOException {
    return new Guarded(new DelegatingFileSystem(), server::open);
  }

  private Guarded folding() throws IOException {
    return new Guarded(new FoldingFileSystem(), server::open);
  }

  private Guarded pinned() throws IOException {
    return new Guarded(new DelegatingFileSystem(), server::openPinned);
  }

  private Guarded sealed() throws IOException {
    return new Guarded(new DelegatingFileSystem(), server::openSealed);
  }

  private void refuse(Attack attack, Opening opening) throws Exception {
    Path file = attack.writing().to(directory.resolve("attack"));
    Path root = server.server().site().path().getParent();
    Manifest live = TreeReading.read(server.server().site().version(1));
    try (Guarded guarded = opening.open()) {
      Map<String, String> before = Fingerprint.of(root);
      Map<String, String> contentBefore = Fingerprint.ofContent(root);
      long operations = guarded.ops.operations();

      guarded.interpreter.prepare(server.idOf(file), file, (offset, length) -> true);
      AssignmentOutcome outcome = guarded.interpreter.carryOut(file);

      assertEquals(attack.reason(), outcome.reason(), outcome.detail());
      assertTrue(outcome.detail().contains(attack.says()), outcome.detail());
      if (attack.when() == Attack.When.BEFORE_ANY_WRITE) {
        assertEquals(AssignmentOutcome.Result.REFUSED, outcome.result(), outcome.detail());
        assertEquals(operations, guarded.ops.operations(), "something was written");
        assertEquals(before, Fingerprint.of(root));
      } else {
        assertEquals(AssignmentOutcome.Result.FAILED, outcome.result(), outcome.detail());
        assertEquals(contentBefore, Fingerprint.ofContent(root));
      }
      assertEquals(live, server.server().liveTree());
    }
  }

  @FunctionalInterface
  private interface Agent {
    ContentInterpreter open(FileSystemOps ops) throws IOException;
  }

  private static final class Guarded implements Closeable {
    private final DelegatingFileSystem ops;
    private final ContentInterpreter interpreter;

    Guarded(DelegatingFileSystem ops, Agent agent) throws IOException {
      this.ops = ops;
      interpreter = agent.open(ops);
    }

    @Override
    public void close() throws IOException {
      interpreter.close();
    }
  }

  /** The attacks fail for the reasons named, not because nothing of this server is taken. */
  @Test
  void shouldTakeTheAssignmentThatTheAttacksImitate() throws Exception {
    try (Guarded guarded = folding()) {
      AssignmentOutcome outcome = guarded.interpreter.carryOut(server.update().file());
      assertEquals(AssignmentOutcome.Result.STAGED, outcome.result(), outcome.detail());
    }
  }

  /** Where names are bytes, twins are two names. */
  @Test
  void shouldNotMindTwinsWhereTheyAreTwoNames() throws Exception {
    for (Attack attack : foldingAttacks) {
      try (Guarded guarded = plain()) {
        AssignmentOutcome outcome =
            guarded.interpreter.carryOut(attack.writing().to(directory.resolve("attack")));
        assertTrue(outcome.detail().contains("do not lead to the tree"), outcome.detail());
      }
    }
  }

  @Test
  void shouldTakeWhatIsSealedForThisServer() throws Exception {
    try (Guarded guarded = sealed()) {
      AssignmentOutcome outcome =
          guarded.interpreter.carryOut(server.writeSealed(directory.resolve("honest")));
      assertEquals(AssignmentOutcome.Result.STAGED, outcome.result(), outcome.detail());
    }
  }

  @Test
  void shouldBeDocumented() throws Exception {
    String text = Files.readString(TABLE);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    assertTrue(from >= BEGIN.length() && to >= from, BEGIN + " is missing in " + TABLE);
    if (Boolean.getBoolean("contentmover.docs.rewrite")) {
      Files.writeString(TABLE, text.substring(0, from) + "\n" + table() + text.substring(to));
    } else {
      assertEquals(text.substring(from, to).strip(), table().strip());
    }
  }

  private String table() {
    List<Attack> all = new ArrayList<>(attacks);
    all.addAll(foldingAttacks);
    all.addAll(statementAttacks);
    all.addAll(sealAttacks);
    all.addAll(jointAttacks);
    all.addAll(jointStatementAttacks);
    assertTrue(all.size() >= 200, "only " + all.size() + " attacks");
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Attack it : all) {
      String row = "| " + it.kind() + " | %s | " + it.reason() + " | " + it.when() + " |";
      rows.computeIfAbsent(row, r -> new ArrayList<>()).add(it.place());
    }
    StringBuilder table = new StringBuilder();
    table.append(all.size()).append(" cases.\n\n| what is wrong | where | reason | found |\n");
    table.append("|---|---|---|---|\n");
    rows.forEach(
        (row, places) -> table.append(row.formatted(String.join("; ", places))).append('\n'));
    return table.toString();
  }
}
