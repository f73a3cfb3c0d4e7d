package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.BAD_SIGNATURE;
import static org.contentmover.core.interpret.RefusalReason.CORRUPT;
import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.NOT_SEALED;
import static org.contentmover.core.interpret.RefusalReason.SEALED_FOR_OTHERS;
import static org.contentmover.core.interpret.RefusalReason.SEAL_BROKEN;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.contentmover.content.assignment.AssignmentParts;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Seal;
import org.contentmover.format.SealedKey;

/** What can be tried on a server that takes only what is sealed for its key box (CM-5). */
final class SealAttacks {
  private static final int SEGMENT_BYTES = 65_536;

  private final AttackedServer server;
  private final KeyBox other = KeyBox.create();
  private final List<Attack> attacks = new ArrayList<>();

  private SealAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    SealAttacks it = new SealAttacks(server);
    it.plain();
    it.changedSegments();
    it.movedSegments();
    it.lengths();
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

  private void plain() {
    attacks.add(
        Attack.refused(
            "plain where sealed is wanted",
            "an honest one",
            NOT_SEALED,
            "takes only sealed content",
            file -> server.writer().write(file, server.key())));
    signed(
        "plain where sealed is wanted",
        "its seal taken off",
        NOT_SEALED,
        "takes only sealed content",
        it -> it.header = it.header.toBuilder().clearSeal().build());
  }

  private void changedSegments() {
    String kind = "sealed segment that was changed";
    changed(kind, "length of the prefix", it -> it.data[0] ^= 1);
    changed(kind, "salt", it -> it.data[1] ^= 1);
    changed(kind, "part of the nonce", it -> it.data[33] ^= 1);
    changed(kind, "first byte of the first", it -> it.data[40] ^= 1);
    changed(kind, "last byte of the first's tag", it -> it.data[SEGMENT_BYTES - 1] ^= 1);
    changed(kind, "one in the middle", it -> it.data[2 * SEGMENT_BYTES + 77] ^= 1);
    changed(kind, "the last", it -> it.data[it.data.length - 20] ^= 1);
    changed(kind, "the last one's tag", it -> it.data[it.data.length - 1] ^= 1);
    changed(kind, "all zeros", it -> Arrays.fill(it.data, (byte) 0));
  }

  private void movedSegments() {
    String kind = "sealed segment at another place";
    changed(
        kind,
        "two that changed places",
        it -> {
          byte[] second = segment(it.data, 1);
          System.arraycopy(it.data, 2 * SEGMENT_BYTES, it.data, SEGMENT_BYTES, SEGMENT_BYTES);
          System.arraycopy(second, 0, it.data, 2 * SEGMENT_BYTES, SEGMENT_BYTES);
        });
    changed(
        kind,
        "one that is there twice",
        it -> System.arraycopy(segment(it.data, 1), 0, it.data, 2 * SEGMENT_BYTES, SEGMENT_BYTES));
    kind = "sealed segment of another assignment";
    changed(
        kind,
        "one, at the same place",
        it ->
            System.arraycopy(segment(another().data, 1), 0, it.data, SEGMENT_BYTES, SEGMENT_BYTES));
    changed(kind, "all of them", it -> it.data = Arrays.copyOf(another().data, it.data.length));
  }

  private static byte[] segment(byte[] data, int number) {
    return Arrays.copyOfRange(data, number * SEGMENT_BYTES, (number + 1) * SEGMENT_BYTES);
  }

  private void lengths() {
    String kind = "sealed data of another length";
    unsigned(
        kind,
        "the last segment cut off, lengths as they were",
        MALFORMED,
        "lengths",
        it -> it.data = Arrays.copyOf(it.data, it.data.length / SEGMENT_BYTES * SEGMENT_BYTES));
    for (int less : new int[] {1, 16, SEGMENT_BYTES}) {
      signed(
          kind,
          less + " bytes less, signed",
          WRONG_COMMANDS,
          "use of",
          it -> it.data = Arrays.copyOf(it.data, it.data.length - less));
    }
    signed(
        kind,
        "its first segment missing, signed",
        WRONG_COMMANDS,
        "use of",
        it -> it.data = Arrays.copyOfRange(it.data, SEGMENT_BYTES, it.data.length));
    signed(
        kind,
        "a segment more, signed",
        WRONG_COMMANDS,
        "use of",
        it -> it.data = Arrays.copyOf(it.data, it.data.length + SEGMENT_BYTES));
    signed(kind, "none, signed", WRONG_COMMANDS, "there are 0", it -> it.data = new byte[0]);
    for (int bytes : new int[] {1, 55, SEGMENT_BYTES + 15}) {
      signed(
          kind,
          bytes + " bytes, signed",
          MALFORMED,
          "impossible lengths",
          it -> it.data = Arrays.copyOf(it.data, bytes));
    }
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
    signed(kind, "55 bytes, signed", MALFORMED, "lengths", it -> it.commands = new byte[55]);
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
              commit.header = commit.header.toBuilder().setSeal(another().header.getSeal()).build();
              return commit.write(file, server.key());
            }));
  }

  // ---------------------------------------------------------------- how

  @FunctionalInterface
  private interface Change {
    void of(AssignmentParts parts) throws Exception;
  }

  @FunctionalInterface
  private interface SealChange {
    Seal.Builder of(Seal.Builder seal) throws Exception;
  }

  @FunctionalInterface
  private interface KeyChange {
    SealedKey.Builder of(SealedKey.Builder key) throws Exception;
  }

  private AssignmentParts another() throws Exception {
    return AssignmentParts.of(server.anotherSealed());
  }

  /** Data is not signed by itself: whoever relays can try. */
  private void changed(String kind, String place, Change change) {
    attacks.add(
        Attack.undone(
            kind, place, CORRUPT, "not what was sealed there", it -> write(it, change, false)));
  }

  private void unsigned(
      String kind, String place, RefusalReason reason, String says, Change change) {
    attacks.add(Attack.refused(kind, place, reason, says, it -> write(it, change, false)));
  }

  private void signed(String kind, String place, RefusalReason reason, String says, Change change) {
    attacks.add(Attack.refused(kind, place, reason, says, it -> write(it, change, true)));
  }

  private Path write(Path file, Change change, boolean signed) throws Exception {
    AssignmentParts parts = AssignmentParts.of(server.writeSealed(file, server.box(), other));
    change.of(parts);
    return signed ? parts.write(file, server.key()) : parts.write(file);
  }

  private void keyed(
      String kind, String place, RefusalReason reason, String says, SealChange change) {
    signed(
        kind,
        place,
        reason,
        says,
        it ->
            it.header =
                it.header.toBuilder().setSeal(change.of(it.header.getSeal().toBuilder())).build());
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
