package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.contentmover.core.interpret.RefusalReason;

/** An honest assignment of which some bytes were changed on its way (CM-12). */
final class ByteAttacks {
  private static final int PREAMBLE_BYTES = 32;
  private static final int FLIPS = 8;

  private final byte[] honest;
  private final byte[] other;
  private final List<Attack> attacks = new ArrayList<>();

  private ByteAttacks(AttackedServer server) throws IOException {
    honest = Files.readAllBytes(server.update().file());
    other = Files.readAllBytes(server.another().file());
  }

  static List<Attack> on(AttackedServer server) throws IOException {
    ByteAttacks it = new ByteAttacks(server);
    it.preambles();
    it.lengths();
    it.flippedBits();
    it.transplants();
    return it.attacks;
  }

  private void preambles() {
    field(
        "no assignment",
        "the first four bytes",
        b -> b.putInt(0, 0x504b0304),
        "does not start with CMAS");
    for (int format : new int[] {0, 2, 0xffff}) {
      attacks.add(
          Attack.refused(
              "unknown format",
              "preamble, " + format,
              RefusalReason.UNSUPPORTED_FORMAT,
              "has format " + format,
              file -> Files.write(file, changed(b -> b.putShort(4, (short) format)))));
    }
    field(
        "bits that mean nothing",
        "preamble",
        b -> b.putShort(6, (short) 1),
        "bits set that mean nothing");
    field(
        "impossible length",
        "header, 1 MiB and 1",
        b -> b.putInt(8, (1 << 20) + 1),
        "impossible lengths");
    field("impossible length", "header, negative", b -> b.putInt(8, -1), "impossible lengths");
    field("impossible length", "trailer, 1,025", b -> b.putInt(12, 1_025), "impossible lengths");
    field("impossible length", "trailer, negative", b -> b.putInt(12, -1), "impossible lengths");
    field("impossible length", "commands, negative", b -> b.putLong(16, -1), "impossible lengths");
    field("impossible length", "data, negative", b -> b.putLong(24, -1), "impossible lengths");
    field(
        "impossible length",
        "commands, 2⁶³ − 1",
        b -> b.putLong(16, Long.MAX_VALUE),
        "impossible lengths");
    field(
        "impossible length",
        "both so long that the sum is negative",
        b -> b.putLong(16, Long.MAX_VALUE / 2 + 1).putLong(24, Long.MAX_VALUE / 2 + 1),
        "impossible lengths");
    field(
        "length that is not the file's",
        "data, 2⁴⁰",
        b -> b.putLong(24, 1L << 40),
        "bytes instead of");
  }

  private void lengths() {
    for (int length :
        new int[] {
          0, 3, PREAMBLE_BYTES - 1, PREAMBLE_BYTES, honest.length / 2, honest.length - 1
        }) {
      attacks.add(
          Attack.refused(
              "cut short",
              "after "
                  + (length == honest.length - 1
                      ? "all bytes but one"
                      : length == honest.length / 2 ? "half of it" : length + " bytes"),
              RefusalReason.MALFORMED,
              length < PREAMBLE_BYTES ? "ends in its preamble" : "bytes instead of",
              file -> Files.write(file, Arrays.copyOf(honest, length))));
    }
    attacks.add(
        Attack.refused(
            "bytes behind its end",
            "one zero",
            RefusalReason.MALFORMED,
            "bytes instead of",
            file -> Files.write(file, Arrays.copyOf(honest, honest.length + 1))));
  }

  private void flippedBits() {
    ByteBuffer preamble = ByteBuffer.wrap(honest);
    int header = PREAMBLE_BYTES;
    int commands = header + preamble.getInt(8);
    int trailer = commands + (int) preamble.getLong(16);
    int data = trailer + preamble.getInt(12);
    flips("header", header, commands, RefusalReason.BAD_SIGNATURE, "not that of key");
    flips("commands", commands, trailer, RefusalReason.CORRUPT, "do not hash to what is signed");
    // The last field is the key's id; before it is the signature.
    flips("signature", trailer + 40, data - 20, RefusalReason.BAD_SIGNATURE, "not that of key");
    flips("data", data, honest.length, RefusalReason.CORRUPT, "data");
  }

  private void flips(String part, int from, int to, RefusalReason reason, String says) {
    for (int n = 0; n < FLIPS; n++) {
      int position = from + (to - from) * n / FLIPS;
      int bit = n % 8;
      Attack.When when =
          part.equals("data") ? Attack.When.WHILE_BUILDING : Attack.When.BEFORE_ANY_WRITE;
      attacks.add(
          new Attack(
              "flipped bit",
              part + " at " + n + "/" + FLIPS,
              reason,
              says,
              when,
              file -> Files.write(file, flipped(position, bit))));
    }
  }

  private byte[] flipped(int position, int bit) {
    byte[] bytes = honest.clone();
    bytes[position] = (byte) (bytes[position] ^ (1 << bit));
    return bytes;
  }

  /** Parts of another assignment that the same key has signed. */
  private void transplants() {
    byte[] header = part(other, PREAMBLE_BYTES, ByteBuffer.wrap(other).getInt(8));
    byte[] own = part(honest, PREAMBLE_BYTES, ByteBuffer.wrap(honest).getInt(8));
    if (header.length != own.length) {
      throw new AssertionError("headers of different lengths cannot be exchanged by this test");
    }
    attacks.add(
        Attack.refused(
            "part of another assignment",
            "header",
            RefusalReason.BAD_SIGNATURE,
            "not that of key",
            file -> {
              byte[] bytes = honest.clone();
              System.arraycopy(header, 0, bytes, PREAMBLE_BYTES, header.length);
              return Files.write(file, bytes);
            }));
    int ownTrailer = PREAMBLE_BYTES + own.length + (int) ByteBuffer.wrap(honest).getLong(16);
    int otherTrailer = PREAMBLE_BYTES + header.length + (int) ByteBuffer.wrap(other).getLong(16);
    int length = ByteBuffer.wrap(honest).getInt(12);
    attacks.add(
        Attack.refused(
            "part of another assignment",
            "trailer",
            RefusalReason.BAD_SIGNATURE,
            "not that of key",
            file -> {
              byte[] bytes = honest.clone();
              System.arraycopy(other, otherTrailer, bytes, ownTrailer, length);
              return Files.write(file, bytes);
            }));
  }

  private static byte[] part(byte[] whole, int from, int length) {
    return Arrays.copyOfRange(whole, from, from + length);
  }

  private void field(String kind, String place, UnaryOperator<ByteBuffer> change, String says) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            RefusalReason.MALFORMED,
            says,
            file -> Files.write(file, changed(change))));
  }

  private byte[] changed(UnaryOperator<ByteBuffer> change) {
    byte[] bytes = honest.clone();
    change.apply(ByteBuffer.wrap(bytes));
    return bytes;
  }
}
