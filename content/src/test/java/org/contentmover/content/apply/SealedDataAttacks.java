package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.NOT_SEALED;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.contentmover.content.seal.SealedSections;
import org.contentmover.format.Seal;

/** What can be tried with the data of a sealed assignment, and the parts of it (CM-5, CM-15). */
final class SealedDataAttacks extends ChangedSealed {
  private static final int SEGMENT_BYTES = 65_536;

  private SealedDataAttacks(AttackedServer server) {
    super(server);
  }

  static List<Attack> on(AttackedServer server) {
    SealedDataAttacks it = new SealedDataAttacks(server);
    it.plain();
    it.changedSegments();
    it.movedSegments();
    it.lengths();
    it.parts();
    return it.attacks;
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
      ofLength(less + " bytes less", bytes -> Arrays.copyOf(bytes, bytes.length - less));
    }
    ofLength(
        "its first segment missing",
        bytes -> Arrays.copyOfRange(bytes, SEGMENT_BYTES, bytes.length));
    ofLength("a segment more", bytes -> Arrays.copyOf(bytes, bytes.length + SEGMENT_BYTES));
    signed(kind, "none, signed", MALFORMED, "lengths", it -> it.data = new byte[0]);
    signed(
        kind,
        "none, and told so, signed",
        WRONG_COMMANDS,
        "there are 0",
        it -> {
          it.data = new byte[0];
          it.header =
              it.header.toBuilder()
                  .setSeal(it.header.getSeal().toBuilder().clearDataParts())
                  .build();
        });
    for (int bytes : new int[] {1, 55, SEGMENT_BYTES + 15}) {
      signed(
          kind,
          bytes + " bytes, signed",
          MALFORMED,
          "lengths",
          it -> it.data = Arrays.copyOf(it.data, bytes));
    }
  }

  /** Once with parts of the length they had, once with what is there. */
  private void ofLength(String place, UnaryOperator<byte[]> change) {
    String kind = "sealed data of another length";
    signed(kind, place + ", signed", MALFORMED, "lengths", it -> it.data = change.apply(it.data));
    signed(
        kind,
        place + ", and told so, signed",
        WRONG_COMMANDS,
        "use of",
        it -> {
          it.data = change.apply(it.data);
          int segments = (it.data.length + SEGMENT_BYTES - 1) / SEGMENT_BYTES;
          long plain = it.data.length - 40L - 16L * segments;
          it.header =
              it.header.toBuilder()
                  .setSeal(it.header.getSeal().toBuilder().setDataParts(1, plain))
                  .build();
        });
  }

  private void parts() {
    String kind = "parts of sealed data that cannot be";
    keyed(kind, "none of them", MALFORMED, "lengths", Seal.Builder::clearDataParts);
    keyed(
        kind,
        "a byte more",
        MALFORMED,
        "lengths",
        seal -> seal.setDataParts(1, seal.getDataParts(1) + 1));
    keyed(kind, "one of no length", MALFORMED, "seal cannot be read", seal -> seal.addDataParts(0));
    keyed(
        kind,
        "only one of no length",
        MALFORMED,
        "seal cannot be read",
        seal -> seal.clearDataParts().addDataParts(0));
    for (long bytes : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 50) + 1}) {
      keyed(
          kind,
          "one of " + Long.toUnsignedString(bytes) + " bytes",
          MALFORMED,
          "seal cannot be read",
          seal -> seal.setDataParts(1, bytes));
    }
    keyed(
        kind,
        "more of them than 4,096",
        MALFORMED,
        "4096 are allowed",
        seal -> seal.clearDataParts().addAllDataParts(Collections.nCopies(4_097, 1L)));
    String plain = "plain where sealed is wanted";
    keyed(
        plain,
        "all of its data are told to be plain",
        NOT_SEALED,
        "only parts",
        seal -> {
          long sealed = SealedSections.sealedBytes(seal.getDataParts(1));
          return seal.clearDataParts().addDataParts(sealed);
        });
    keyed(
        plain,
        "one byte of its data is told to be plain",
        NOT_SEALED,
        "only parts",
        seal -> seal.setDataParts(0, 1).setDataParts(1, seal.getDataParts(1) - 1));
  }
}
