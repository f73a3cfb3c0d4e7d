package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Assignments with a good signature, unsafe paths and lying data: nothing of them stays (CI-6). An
 * honest one of the same writer is taken.
 */
class HostileAssignmentTest extends HostileAssignments {
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
