package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.BAD_SIGNATURE;
import static org.contentmover.core.interpret.RefusalReason.CORRUPT;
import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.SEALED_FOR_OTHERS;
import static org.contentmover.core.interpret.RefusalReason.SEAL_BROKEN;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import org.contentmover.content.assignment.AssignmentParts;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.format.Seal;
import org.contentmover.format.SealedKey;

/** What can be tried with the seal of an assignment, and its commands (CM-5). */
final class SealAttacks extends ChangedSealed {
  private SealAttacks(AttackedServer server) {
    super(server);
  }

  static List<Attack> on(AttackedServer server) {
    SealAttacks it = new SealAttacks(server);
    it.commands();
    it.keys();
    it.noSeals();
    return it.attacks;
  }

  /** On a server that has no box. */
  static List<Attack> withoutBox(AttackedServer server) {
    return List.of(
        Attack.refused(
            "sealed for others",
            "the server has no key box",
            SEALED_FOR_OTHERS,
            "no key box here",
            server::writeSealed));
  }

  private void commands() {
    String kind = "sealed commands that are none";
    signed(kind, "a flipped bit, signed", CORRUPT, "commands", it -> it.commands[50] ^= 1);
    signed(
        kind,
        "cut short, signed",
        CORRUPT,
        "commands",
        it -> it.commands = Arrays.copyOf(it.commands, it.commands.length - 1));
    signed(
        kind, "55 bytes, signed", MALFORMED, "impossible length", it -> it.commands = new byte[55]);
    signed(
        kind,
        "of another assignment, signed",
        CORRUPT,
        "commands",
        it -> it.commands = another().commands);
    signed(
        kind, "plain under a seal, signed", CORRUPT, "commands", it -> it.commands = plainBytes());
    signed(
        kind,
        "the data in their place, signed",
        CORRUPT,
        "commands",
        it -> it.commands = it.data.clone());
  }

  private byte[] plainBytes() throws Exception {
    byte[] bytes = AssignmentParts.of(server.update().file()).commands;
    return Arrays.copyOf(bytes, Math.max(bytes.length, 100));
  }

  private void keys() {
    keyed(
        "sealed for others",
        "a key for another member alone",
        SEALED_FOR_OTHERS,
        "not among them",
        seal -> only(seal, other));
    keyed(
        "sealed for others",
        "no key at all",
        SEALED_FOR_OTHERS,
        "0 key boxes",
        Seal.Builder::clearKeys);
    String kind = "key that was not made for it";
    keyed(
        kind,
        "another member's, under this one's box",
        SEAL_BROKEN,
        "not made for",
        seal -> own(seal, it -> it.setKey(of(seal, other).getKey())));
    keyed(
        kind,
        "this one's of another assignment",
        SEAL_BROKEN,
        "not made for",
        seal ->
            own(
                seal,
                it ->
                    it.setKey(of(another().header.getSeal().toBuilder(), server.box()).getKey())));
    for (int at : new int[] {0, 31, 32, 63, 64, 79}) {
      keyed(
          kind,
          "bit of byte " + at + " flipped",
          SEAL_BROKEN,
          "not made for",
          seal -> own(seal, it -> it.setKey(flipped(it.getKey(), at))));
    }
    keyed(
        kind,
        "80 zeros",
        SEAL_BROKEN,
        "not made for",
        seal -> own(seal, it -> it.setKey(ByteString.copyFrom(new byte[80]))));
    signed(
        kind,
        "seal of another assignment under this one's id",
        SEAL_BROKEN,
        "not made for",
        it -> it.header = it.header.toBuilder().setSeal(another().header.getSeal()).build());
    unsigned(
        kind,
        "seal of another assignment, not signed",
        BAD_SIGNATURE,
        "signature",
        it -> it.header = it.header.toBuilder().setSeal(another().header.getSeal()).build());
    signed(
        "key of another assignment",
        "id and seal, with these sections",
        CORRUPT,
        "commands",
        it -> {
          it.header = AssignmentParts.of(server.writeSealed(server.scratch())).header;
        });
  }

  private void noSeals() {
    String kind = "seal that cannot be";
    for (int bytes : new int[] {0, 7, 9}) {
      keyed(
          kind,
          "box id of " + bytes + " bytes",
          MALFORMED,
          "seal cannot be read",
          seal -> own(seal, it -> it.setBoxId(ByteString.copyFrom(new byte[bytes]))));
    }
    for (int bytes : new int[] {0, 79, 81}) {
      keyed(
          kind,
          "key of " + bytes + " bytes",
          MALFORMED,
          "seal cannot be read",
          seal -> own(seal, it -> it.setKey(ByteString.copyFrom(new byte[bytes]))));
    }
    keyed(
        kind,
        "a box twice",
        MALFORMED,
        "seal cannot be read",
        seal -> seal.addKeys(seal.getKeys(1)));
    keyed(
        kind,
        "boxes in another order",
        MALFORMED,
        "seal cannot be read",
        seal -> {
          SealedKey first = seal.getKeys(0);
          return seal.removeKeys(0).addKeys(first);
        });
    keyed(
        kind,
        "a part nobody knows",
        MALFORMED,
        "seal cannot be read",
        seal -> seal.setUnknownFields(AttackedServer.unknown(9)));
    keyed(
        kind,
        "a part of a key nobody knows",
        MALFORMED,
        "seal cannot be read",
        seal -> own(seal, it -> it.setUnknownFields(AttackedServer.unknown(9))));
    attacks.add(
        Attack.refused(
            kind,
            "of an order",
            MALFORMED,
            "says that it is sealed",
            file -> {
              AssignmentParts commit = AssignmentParts.of(server.writeCommit().file());
              commit.header =
                  commit.header.toBuilder()
                      .setSeal(another().header.getSeal().toBuilder().clearDataParts())
                      .build();
              return commit.write(file, server.key());
            }));
  }

  @FunctionalInterface
  private interface KeyChange {
    SealedKey.Builder of(SealedKey.Builder key) throws Exception;
  }

  private Seal.Builder own(Seal.Builder seal, KeyChange change) throws Exception {
    SealedKey own = of(seal, server.box());
    int index = seal.getKeysList().indexOf(own);
    return seal.setKeys(index, change.of(own.toBuilder()));
  }

  private static Seal.Builder only(Seal.Builder seal, KeyBox box) {
    SealedKey key = of(seal, box);
    return seal.clearKeys().addKeys(key);
  }

  private static SealedKey of(Seal.Builder seal, KeyBox box) {
    ByteString id = AttackedServer.boxId(box);
    return seal.getKeysList().stream()
        .filter(it -> it.getBoxId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static ByteString flipped(ByteString bytes, int at) {
    byte[] changed = bytes.toByteArray();
    changed[at] ^= 1;
    return ByteString.copyFrom(changed);
  }
}
