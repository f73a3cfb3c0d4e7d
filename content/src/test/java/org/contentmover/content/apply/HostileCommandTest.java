package org.contentmover.content.apply;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Command;
import org.contentmover.format.PutSymlink;
import org.contentmover.format.RemoveFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Commands that contradict the tree, each other or their data: rejected as a whole (CI-6). */
class HostileCommandTest extends HostileAssignments {
  @TestFactory
  List<DynamicTest> shouldRefuseCommandsThatCannotBeMeant() {
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
    return cases.stream()
        .map(it -> dynamicTest(it.name(), () -> requireRefused(it.reason(), it.writer())))
        .toList();
  }
}
