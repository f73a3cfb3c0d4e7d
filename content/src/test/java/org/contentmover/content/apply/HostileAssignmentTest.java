package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.format.Command;
import org.contentmover.format.Encoding;
import org.contentmover.format.MakeDirectory;
import org.contentmover.format.Payload;
import org.contentmover.format.PutFile;
import org.contentmover.format.PutSymlink;
import org.contentmover.format.RemoveDirectory;
import org.contentmover.format.RemoveFile;
import org.contentmover.format.SetAttributes;
import org.contentmover.format.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Assignments with a good signature and bad content: rejected as a whole before anything is written
 * (CI-6).
 */
class HostileAssignmentTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final ByteString HASH = ByteString.copyFrom(ContentHash.sha256(CONTENT).bytes());

  @TempDir Path directory;
  private Publisher publisher;
  private Server server;
  private ContentInterpreter interpreter;
  private AssignmentHeader honest;

  @BeforeEach
  void publishFirstVersion() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    SampleTree staging =
        SampleTree.at(directory.resolve("staging")).file("f", "x").directory("d").symlink("l", "d");
    server = Server.under(directory.resolve("server"));
    interpreter =
        ContentInterpreter.open(
            server.site(),
            Publisher.GROUP::equals,
            TrustedKeys.of(publisher.key().publicKey()),
            Publisher.CLOCK,
            3);
    Manifest first = Publisher.scan(staging.root());
    interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
    staging.file("g", "y");
    honest = publisher.publish(first, 1, staging.root(), 2).header();
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private HostileWriter writer() {
    return new HostileWriter(honest);
  }

  private void requireRefused(RefusalReason reason, HostileWriter writer) throws Exception {
    Path file = writer.write(directory.resolve("hostile"), publisher.key());
    AssignmentOutcome outcome = interpreter.carryOut(file);
    assertEquals(reason, outcome.reason(), outcome.detail());
    assertNotNull(outcome.detail());
    assertEquals(AssignmentOutcome.Result.REFUSED, outcome.result());
    requireUnchanged();
  }

  private void requireUnchanged() throws Exception {
    assertEquals("versions/1", server.liveTarget());
    assertEquals(Set.of("1", "1.manifest"), server.versionNames());
    assertEquals(0, interpreter.status().stagedVersion());
    assertEquals(Set.of("journal", "live", "lock", "spool", "versions"), server.names());
    assertEquals(Set.of("ccm", "hostile", "server", "staging"), directoryNames());
  }

  private Set<String> directoryNames() throws Exception {
    try (var names = Files.list(directory)) {
      return Set.copyOf(names.map(path -> path.getFileName().toString()).toList());
    }
  }

  private static PutFile.Builder putFile(String path) {
    return PutFile.newBuilder()
        .setPath(path)
        .setMode(0644)
        .setSizeBytes(CONTENT.length)
        .setSha256(HASH)
        .setPayload(payload());
  }

  private static Payload.Builder payload() {
    return Payload.newBuilder()
        .setFrameBytes(CONTENT.length)
        .setFrameContentBytes(CONTENT.length)
        .setEncoding(Encoding.ENCODING_STORED);
  }

  private static Command.Builder command(PutFile.Builder put) {
    return Command.newBuilder().setPutFile(put);
  }

  @TestFactory
  List<DynamicTest> shouldRefuseEveryUnsafePathInEveryCommand() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String path :
        new String[] {
          "/etc/passwd",
          "..",
          "../x",
          "d/../../x",
          "d/..",
          ".",
          "d/./x",
          "d//x",
          "d/",
          "/",
          "a\0b",
          "n".repeat(256),
          "d/".repeat(1600) + "x"
        }) {
      List<Command.Builder> commands =
          List.of(
              command(putFile(path)),
              Command.newBuilder().setMakeDirectory(MakeDirectory.newBuilder().setPath(path)),
              Command.newBuilder()
                  .setPutSymlink(PutSymlink.newBuilder().setPath(path).setTarget("f")),
              Command.newBuilder().setSetAttributes(SetAttributes.newBuilder().setPath(path)),
              Command.newBuilder().setRemoveFile(RemoveFile.newBuilder().setPath(path)),
              Command.newBuilder().setRemoveDirectory(RemoveDirectory.newBuilder().setPath(path)));
      for (Command.Builder command : commands) {
        String shown = path.length() > 20 ? path.substring(0, 20) + "…" : path.replace('\0', '0');
        tests.add(
            dynamicTest(
                command.getCommandCase() + " " + shown,
                () ->
                    requireRefused(
                        RefusalReason.UNSAFE_PATH, writer().command(command).data(CONTENT))));
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> shouldRefuseContradictions() {
    record Case(String name, RefusalReason reason, HostileWriter writer) {}
    List<Case> cases = new ArrayList<>();
    cases.add(
        new Case(
            "set-user-id",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("s").setMode(04755))).data(CONTENT)));
    cases.add(
        new Case(
            "a file through a symlink",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("l/x"))).data(CONTENT)));
    cases.add(
        new Case(
            "an absolute symlink",
            RefusalReason.UNSAFE_SYMLINK,
            writer()
                .command(
                    Command.newBuilder()
                        .setPutSymlink(
                            PutSymlink.newBuilder().setPath("s").setTarget("/etc/passwd")))));
    cases.add(
        new Case(
            "an escaping symlink and a file behind it",
            RefusalReason.WRONG_COMMANDS,
            writer()
                .command(
                    Command.newBuilder()
                        .setPutSymlink(PutSymlink.newBuilder().setPath("s").setTarget("..")))
                .command(command(putFile("s/x")))
                .data(CONTENT)));
    cases.add(
        new Case(
            "two commands for one path",
            RefusalReason.WRONG_COMMANDS,
            writer()
                .command(Command.newBuilder().setRemoveFile(RemoveFile.newBuilder().setPath("f")))
                .command(
                    Command.newBuilder().setRemoveFile(RemoveFile.newBuilder().setPath("f")))));
    cases.add(
        new Case(
            "another tree than the header names",
            RefusalReason.WRONG_COMMANDS,
            writer()
                .command(
                    Command.newBuilder().setRemoveFile(RemoveFile.newBuilder().setPath("f")))));
    cases.add(
        new Case(
            "a hash of three bytes",
            RefusalReason.WRONG_COMMANDS,
            writer()
                .command(command(putFile("x").setSha256(ByteString.copyFromUtf8("abc"))))
                .data(CONTENT)));
    cases.add(
        new Case(
            "a time before 1970",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("x").setMtimeNs(-1))).data(CONTENT)));
    cases.add(
        new Case(
            "no data for a file",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("x").clearPayload()))));
    cases.add(
        new Case(
            "data for an empty file",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("x").setSizeBytes(0))).data(CONTENT)));
    cases.add(
        new Case(
            "data that no command uses",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("x"))).data(new byte[CONTENT.length + 1])));
    cases.add(
        new Case(
            "a file longer than its frame",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("x").setSizeBytes(Long.MAX_VALUE))).data(CONTENT)));
    cases.add(
        new Case(
            "a negative size",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("x").setSizeBytes(-1))).data(CONTENT)));
    cases.add(
        new Case(
            "a frame outside the data",
            RefusalReason.WRONG_COMMANDS,
            writer()
                .command(command(putFile("x").setPayload(payload().setFrameOffset(1_000))))
                .data(CONTENT)));
    cases.add(
        new Case(
            "a frame with a negative offset",
            RefusalReason.WRONG_COMMANDS,
            writer()
                .command(command(putFile("x").setPayload(payload().setFrameOffset(-5))))
                .data(CONTENT)));
    cases.add(
        new Case(
            "a second use of a frame",
            RefusalReason.WRONG_COMMANDS,
            writer().command(command(putFile("x"))).command(command(putFile("y"))).data(CONTENT)));
    cases.add(
        new Case(
            "an unknown command",
            RefusalReason.UNSUPPORTED_FORMAT,
            writer()
                .command(
                    Command.newBuilder()
                        .setUnknownFields(
                            UnknownFieldSet.newBuilder()
                                .addField(
                                    9, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                                .build()))));
    cases.add(
        new Case(
            "an unknown encoding",
            RefusalReason.UNSUPPORTED_FORMAT,
            writer()
                .command(command(putFile("x").setPayload(payload().setEncodingValue(77))))
                .data(CONTENT)));
    cases.add(
        new Case(
            "no command at all",
            RefusalReason.UNSUPPORTED_FORMAT,
            writer().rawCommand(new byte[0])));
    cases.add(
        new Case(
            "bytes that are no command",
            RefusalReason.MALFORMED,
            writer().rawCommand(new byte[] {(byte) 0xff, (byte) 0xff, 1})));
    cases.add(
        new Case(
            "a giant command", RefusalReason.MALFORMED, writer().rawCommand(new byte[20_000])));
    cases.add(
        new Case(
            "fewer commands than the header says",
            RefusalReason.WRONG_COMMANDS,
            writer().header(header -> header.setCommandCount(7))));
    cases.add(
        new Case(
            "another length than the header says",
            RefusalReason.MALFORMED,
            writer().header(header -> header.setDataBytes(7))));
    cases.add(
        new Case(
            "a type for later",
            RefusalReason.UNSUPPORTED_FORMAT,
            writer().header(header -> header.setType(Type.TYPE_HOT))));
    cases.add(
        new Case(
            "a format for later",
            RefusalReason.UNSUPPORTED_FORMAT,
            writer().header(header -> header.setFormatVersion(2))));
    cases.add(
        new Case(
            "a site that is a path",
            RefusalReason.MALFORMED,
            writer().header(header -> header.setHostedSite("../x"))));
    cases.add(
        new Case(
            "itself as base",
            RefusalReason.MALFORMED,
            writer().header(header -> header.setTargetVersion(1))));
    cases.add(
        new Case(
            "sequence 0",
            RefusalReason.MALFORMED,
            writer().header(header -> header.setSequence(0))));
    cases.add(
        new Case(
            "the hash of other commands",
            RefusalReason.BAD_SIGNATURE,
            writer().trailer(trailer -> trailer.setCommandsSha256(HASH))));
    cases.add(
        new Case(
            "no signature",
            RefusalReason.BAD_SIGNATURE,
            writer().trailer(trailer -> trailer.clearSignature())));
    cases.add(
        new Case(
            "no key id",
            RefusalReason.UNKNOWN_KEY,
            writer().trailer(trailer -> trailer.clearKeyId())));
    return cases.stream()
        .map(it -> dynamicTest(it.name(), () -> requireRefused(it.reason(), it.writer())))
        .toList();
  }

  /** Sizes that lie within a frame show only when it is unpacked; then everything is undone. */
  @TestFactory
  List<DynamicTest> shouldUndoEverythingWhenDataLies() {
    byte[] packed = Zstd.compress("y".getBytes(StandardCharsets.UTF_8));
    byte[] bomb = Zstd.compress(new byte[10_000_000]);
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    return List.of(
        dynamicTest("a frame with more in it", () -> requireUndone(bomb, 1)),
        dynamicTest("a frame with less in it", () -> requireUndone(packed, 2)),
        dynamicTest("a frame that is none", () -> requireUndone(garbage, 1)),
        dynamicTest("a frame cut short", () -> requireUndone(Arrays.copyOf(packed, 6), 1)));
  }

  private void requireUndone(byte[] frame, int contentBytes) throws Exception {
    SampleTree other = SampleTree.at(directory.resolve("staging"));
    other.file("g", "y".repeat(contentBytes));
    Manifest target = Publisher.scan(other.root());
    PutFile.Builder put =
        PutFile.newBuilder()
            .setPath("g")
            .setMode(target.find("g").orElseThrow().mode())
            .setMtimeNs(target.find("g").orElseThrow().mtimeNs())
            .setSizeBytes(contentBytes)
            .setSha256(ByteString.copyFrom(target.find("g").orElseThrow().sha256().bytes()))
            .setPayload(
                Payload.newBuilder()
                    .setFrameBytes(frame.length)
                    .setFrameContentBytes(contentBytes)
                    .setEncoding(Encoding.ENCODING_ZSTD));
    Path file =
        writer()
            .command(command(put))
            .data(frame)
            .header(
                header ->
                    header.setTargetManifestSha256(ByteString.copyFrom(target.hash().bytes())))
            .write(directory.resolve("hostile"), publisher.key());
    AssignmentOutcome outcome = interpreter.carryOut(file);
    assertEquals(RefusalReason.CORRUPT, outcome.reason(), outcome.detail());
    assertEquals(AssignmentOutcome.Result.FAILED, outcome.result());
    requireUnchanged();
  }

  /** The attacks above fail for the reason named, not because this writer cannot write. */
  @Test
  void shouldTakeTheSameKindOfAssignmentWhenItIsHonest() throws Exception {
    byte[] content = "y".getBytes(StandardCharsets.UTF_8);
    Path file =
        writer()
            .command(
                command(
                    PutFile.newBuilder()
                        .setPath("g")
                        .setMode(
                            Publisher.scan(directory.resolve("staging"))
                                .find("g")
                                .orElseThrow()
                                .mode())
                        .setMtimeNs(SampleTree.MTIME_NS)
                        .setSizeBytes(1)
                        .setSha256(ByteString.copyFrom(ContentHash.sha256(content).bytes()))
                        .setPayload(payload().setFrameBytes(1).setFrameContentBytes(1))))
            .data(content)
            .write(directory.resolve("hostile"), publisher.key());
    AssignmentOutcome outcome = interpreter.carryOut(file);
    assertEquals(AssignmentOutcome.Result.STAGED, outcome.result(), outcome.detail());
  }
}
