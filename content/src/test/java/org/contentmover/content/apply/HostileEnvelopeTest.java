package org.contentmover.content.apply;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Command;
import org.contentmover.format.Type;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Headers, trailers and records that are not what a manager writes (CM-12). */
class HostileEnvelopeTest extends HostileAssignments {
  @TestFactory
  List<DynamicTest> shouldRefuseWhatNoManagerWrites() {
    record Case(String name, RefusalReason reason, HostileWriter writer) {}
    List<Case> cases = new ArrayList<>();
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
}
