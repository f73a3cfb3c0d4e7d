package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.BAD_SIGNATURE;
import static org.contentmover.core.interpret.RefusalReason.BASE_MISMATCH;
import static org.contentmover.core.interpret.RefusalReason.EXPIRED;
import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.OLD_SEQUENCE;
import static org.contentmover.core.interpret.RefusalReason.UNKNOWN_KEY;
import static org.contentmover.core.interpret.RefusalReason.UNSUPPORTED_FORMAT;
import static org.contentmover.core.interpret.RefusalReason.VERSION_IN_USE;
import static org.contentmover.core.interpret.RefusalReason.VERSION_MISMATCH;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;
import static org.contentmover.core.interpret.RefusalReason.WRONG_GROUP;
import static org.contentmover.core.interpret.RefusalReason.WRONG_SITE;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.format.Command;
import org.contentmover.format.Header;
import org.contentmover.format.Trailer;
import org.contentmover.format.Type;

/**
 * Headers, trailers and orders that are not for this server, not now, or of nobody it knows
 * (CM-12).
 */
final class EnvelopeAttacks {
  private static final ByteString OTHER_HASH =
      ByteString.copyFrom(ContentHash.sha256(new byte[] {1}).bytes());

  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private EnvelopeAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) throws Exception {
    EnvelopeAttacks it = new EnvelopeAttacks(server);
    it.wrongReceivers();
    it.wrongBases();
    it.wrongTimes();
    it.impossibleHeaders();
    it.lyingLengths();
    it.signatures();
    it.commandBytes();
    it.commandFrames();
    it.orders();
    return it.attacks;
  }

  private void wrongReceivers() {
    header(
        "wrong site",
        "another site",
        WRONG_SITE,
        "is for site",
        h -> h.setHostedSite("other.example.com"));
    header("wrong site", "a path", MALFORMED, "../x", h -> h.setHostedSite("../x"));
    header("wrong site", "none", MALFORMED, "site", Header.Builder::clearHostedSite);
    header(
        "wrong group",
        "another group",
        WRONG_GROUP,
        "to which this server does not belong",
        h -> h.setContentGroup("others"));
    header("wrong group", "a path", MALFORMED, "a/b", h -> h.setContentGroup("a/b"));
    header("wrong group", "none", MALFORMED, "group", Header.Builder::clearContentGroup);
  }

  private void wrongBases() {
    header(
        "wrong base",
        "a version that is not here",
        BASE_MISMATCH,
        "version 7 is not on this server",
        h -> h.setBaseVersion(7));
    header(
        "wrong base",
        "a version this server missed",
        BASE_MISMATCH,
        "is not on this server",
        h -> h.setBaseVersion(2).setTargetVersion(3));
    header(
        "wrong base",
        "other content under the number",
        BASE_MISMATCH,
        "not the one it was made for",
        h -> h.setBaseManifestSha256(OTHER_HASH));
    header(
        "wrong base",
        "the empty tree with content",
        BASE_MISMATCH,
        "not the one it was made for",
        h -> h.setBaseVersion(0));
    header(
        "wrong base",
        "its own target",
        MALFORMED,
        "same base as target",
        h -> h.setTargetVersion(1));
    header("wrong base", "negative", MALFORMED, "negative base version", h -> h.setBaseVersion(-1));
    header(
        "wrong target", "none", MALFORMED, "no number for its version", h -> h.setTargetVersion(0));
    header(
        "wrong target",
        "negative",
        MALFORMED,
        "negative target version",
        h -> h.setTargetVersion(-1));
    header(
        "wrong target",
        "another tree",
        WRONG_COMMANDS,
        "do not lead to the tree",
        h -> h.setTargetManifestSha256(OTHER_HASH));
    attacks.add(
        Attack.refused(
            "wrong target",
            "the number of what is live",
            VERSION_IN_USE,
            "publish under a new number",
            file -> {
              Publisher publisher = server.publisher();
              Manifest target = publisher.store().manifest(server.honest().targetManifestSha256());
              return publisher
                  .write(
                      publisher.order(AssignmentType.SYNCHRONIZE, 0, 1, Activation.IMMEDIATE),
                      Manifest.EMPTY,
                      target)
                  .file();
            }));
  }

  private void wrongTimes() {
    long now = Publisher.NOW.toEpochMilli();
    header("expired", "this very moment", EXPIRED, "expired at", h -> h.setExpiresAtMs(now));
    header("expired", "long ago", EXPIRED, "expired at", h -> h.setExpiresAtMs(1));
    header(
        "expired",
        "before all times",
        EXPIRED,
        "expired at",
        h -> h.setExpiresAtMs(Long.MIN_VALUE));
    header(
        "replayed sequence",
        "that of the version that is live",
        OLD_SEQUENCE,
        "was taken already",
        h -> h.setSequence(1));
    header(
        "replayed sequence",
        "the last one taken",
        OLD_SEQUENCE,
        "was taken already",
        h -> h.setSequence(2));
    header("impossible sequence", "0", MALFORMED, "sequence below 1", h -> h.setSequence(0));
    header(
        "impossible sequence", "above 2⁶³", MALFORMED, "sequence below 1", h -> h.setSequence(-5));
  }

  private void impossibleHeaders() {
    for (int type : new int[] {0, 77, -1}) {
      header(
          "unknown type",
          "type " + type,
          UNSUPPORTED_FORMAT,
          "does not know its type",
          h -> h.setTypeValue(type));
    }
    for (int activation : new int[] {0, 77}) {
      header(
          "unknown activation",
          "activation " + activation,
          UNSUPPORTED_FORMAT,
          "activation",
          h -> h.setActivationValue(activation));
    }
    for (int format : new int[] {0, 2, -1}) {
      header(
          "unknown format",
          "header, " + format,
          UNSUPPORTED_FORMAT,
          "does not know",
          h -> h.setFormatVersion(format));
    }
    for (int length : new int[] {0, 15, 17}) {
      header(
          "impossible id",
          length + " bytes",
          MALFORMED,
          "id has " + length + " bytes",
          h -> h.setAssignmentId(ByteString.copyFrom(new byte[length])));
    }
    for (int length : new int[] {0, 31, 33}) {
      ByteString hash = ByteString.copyFrom(new byte[length]);
      header(
          "hash of a wrong length",
          "base, " + length + " bytes",
          MALFORMED,
          "has 32 bytes, this has " + length,
          h -> h.setBaseManifestSha256(hash));
      header(
          "hash of a wrong length",
          "target, " + length + " bytes",
          MALFORMED,
          "has 32 bytes, this has " + length,
          h -> h.setTargetManifestSha256(hash));
    }
    header(
        "unknown field",
        "header",
        UNSUPPORTED_FORMAT,
        "parts this server does not know",
        h -> h.setUnknownFields(unknown(999)));
    header(
        "commands in an order",
        "commit",
        MALFORMED,
        "although it is of type",
        h -> h.setType(Type.TYPE_COMMIT),
        AttackedServer.removeFile("f"));
    header(
        "commands in an order",
        "rollback",
        MALFORMED,
        "although it is of type",
        h -> h.setType(Type.TYPE_ROLLBACK),
        AttackedServer.removeFile("f"));
    header(
        "commands in an order",
        "abort",
        MALFORMED,
        "although it is of type",
        h -> h.setType(Type.TYPE_ABORT),
        AttackedServer.removeFile("f"));
  }

  private void lyingLengths() {
    header(
        "number of commands that lies",
        "one more",
        WRONG_COMMANDS,
        "its header says",
        h -> h.setCommandCount(h.getCommandCount() + 1),
        AttackedServer.removeFile("f"));
    header(
        "number of commands that lies",
        "none",
        WRONG_COMMANDS,
        "its header says",
        h -> h.setCommandCount(0),
        AttackedServer.removeFile("f"));
    header(
        "number of commands that lies",
        "negative",
        MALFORMED,
        "negative number of commands",
        h -> h.setCommandCount(-1));
    for (long by : new long[] {-1, 1, Long.MAX_VALUE / 2}) {
      header(
          "lengths that lie",
          "commands, by " + by,
          MALFORMED,
          "lengths are not those of its header",
          h -> h.setCommandBytes(h.getCommandBytes() + by),
          AttackedServer.removeFile("f"));
      header(
          "lengths that lie",
          "data, by " + by,
          MALFORMED,
          by < 0 ? "negative length of data" : "lengths are not those of its header",
          h -> h.setDataBytes(h.getDataBytes() + by));
    }
    header(
        "lengths that lie",
        "space needed, negative",
        MALFORMED,
        "negative need of space",
        h -> h.setRequiredBytes(-1));
  }

  private void signatures() {
    SigningKey stranger = SigningKey.generate();
    attacks.add(
        Attack.refused(
            "unknown key",
            "signature of a stranger",
            UNKNOWN_KEY,
            "not trusted",
            file -> server.writer().write(file, stranger)));
    trailer("unknown key", "no key id", UNKNOWN_KEY, "not trusted", Trailer.Builder::clearKeyId);
    trailer(
        "unknown key",
        "key id of a path",
        UNKNOWN_KEY,
        "not trusted",
        t -> t.setKeyId("../../key"));
    attacks.add(
        Attack.refused(
            "wrong signature",
            "a stranger's under the key id of the manager",
            BAD_SIGNATURE,
            "not that of key",
            file ->
                server
                    .writer()
                    .trailer(t -> t.setKeyId(server.key().keyId()))
                    .write(file, stranger)));
    trailer(
        "missing signature",
        "trailer",
        BAD_SIGNATURE,
        "not that of key",
        Trailer.Builder::clearSignature);
    trailer(
        "wrong signature",
        "63 bytes of it",
        BAD_SIGNATURE,
        "not that of key",
        t -> t.setSignature(t.getSignature().substring(1)));
    trailer(
        "wrong signature",
        "with a byte behind",
        BAD_SIGNATURE,
        "not that of key",
        t -> t.setSignature(t.getSignature().concat(ByteString.copyFromUtf8("x"))));
    trailer(
        "wrong signature",
        "64 zeros",
        BAD_SIGNATURE,
        "not that of key",
        t -> t.setSignature(ByteString.copyFrom(new byte[64])));
    trailer(
        "wrong signature",
        "over other commands",
        BAD_SIGNATURE,
        "not that of key",
        t -> t.setCommandsSha256(OTHER_HASH));
    trailer(
        "hash of a wrong length",
        "commands, 31 bytes",
        MALFORMED,
        "names no hash of the commands",
        t -> t.setCommandsSha256(ByteString.copyFrom(new byte[31])));
    trailer(
        "unknown field",
        "trailer",
        UNSUPPORTED_FORMAT,
        "parts this server does not know",
        t -> t.setUnknownFields(unknown(999)));
  }

  private void commandBytes() {
    for (int field : new int[] {100, 5_000}) {
      raw(
          "unknown command",
          "field " + field,
          UNSUPPORTED_FORMAT,
          "does not know",
          Command.newBuilder().setUnknownFields(unknown(field)).build().toByteArray());
    }
    raw("unknown command", "none at all", UNSUPPORTED_FORMAT, "does not know", new byte[0]);
    raw(
        "unknown field",
        "command",
        UNSUPPORTED_FORMAT,
        "does not know",
        AttackedServer.removeFile("f").setUnknownFields(unknown(999)).build().toByteArray());
    raw(
        "bytes that are no command",
        "an endless number",
        MALFORMED,
        "cannot be read",
        new byte[] {(byte) 0xff, (byte) 0xff, 1});
    // A RemoveFile whose path is the byte 0xff.
    raw(
        "path that is no UTF-8",
        "remove_file",
        MALFORMED,
        "cannot be read",
        new byte[] {0x2a, 3, 0x0a, 1, (byte) 0xff});
    raw(
        "path that is half a surrogate pair",
        "remove_file",
        MALFORMED,
        "cannot be read",
        new byte[] {0x2a, 5, 0x0a, 3, (byte) 0xed, (byte) 0xa0, (byte) 0x80});
    raw("giant command", "70,000 bytes", MALFORMED, "longer than", new byte[70_000]);
    tail(
        "commands that end too early",
        "within a command",
        MALFORMED,
        "cut short",
        new byte[] {9, 1});
    tail(
        "commands that end too early",
        "within a length",
        MALFORMED,
        "cut short",
        new byte[] {(byte) 0x85});
    tail("giant command", "2³² bytes", MALFORMED, "longer than", new byte[] {-1, -1, -1, -1, 15});
  }

  private void commandFrames() {
    String says = "another length than its header says";
    section("commands that are no frame", "other bytes", "cannot be unpacked", new byte[9], h -> h);
    section(
        "bomb of commands",
        "100 MB that the header does not tell",
        says,
        Zstd.compress(new byte[100_000_000]),
        h -> h);
    section(
        "bomb of commands",
        "a tebibyte that the header tells",
        "impossible length of unpacked commands",
        Zstd.compress(new byte[1_000]),
        h -> h.setCommandContentBytes(1L << 40));
    section(
        "commands that want much memory",
        "window of 128 MiB",
        "cannot be unpacked",
        farReaching(),
        h -> h.setCommandContentBytes(1 << 25));
    for (int by : new int[] {-1, 1}) {
      header(
          "lengths that lie",
          "commands unpacked, by " + by,
          MALFORMED,
          by < 0 ? "cut short" : says,
          h -> h.setCommandContentBytes(h.getCommandContentBytes() + by),
          AttackedServer.removeFile("f"));
    }
  }

  private void section(
      String kind, String place, String says, byte[] section, UnaryOperator<Header.Builder> lie) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            MALFORMED,
            says,
            file -> server.writer().section(section).header(lie).write(file, server.key())));
  }

  private static byte[] farReaching() {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(frame).setLong(27)) {
      out.write(new byte[1 << 25]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame.toByteArray();
  }

  private void orders() throws Exception {
    order(
        "version that is not there",
        "commit",
        VERSION_MISMATCH,
        "is not staged here",
        AssignmentType.COMMIT,
        5);
    order(
        "version that is not there",
        "rollback",
        VERSION_MISMATCH,
        "is not the backup version",
        AssignmentType.ROLLBACK,
        5);
    order(
        "version that is not there",
        "rollback to before the first",
        VERSION_MISMATCH,
        "is not the backup version",
        AssignmentType.ROLLBACK,
        0);
    order(
        "abort of what is live",
        "abort",
        VERSION_MISMATCH,
        "roll back instead",
        AssignmentType.ABORT,
        1);
    attacks.add(
        Attack.refused(
            "commit of other content",
            "commit",
            VERSION_MISMATCH,
            "other content than the order names",
            file ->
                server
                    .publisher()
                    .writeOrder(
                        server.publisher().order(AssignmentType.COMMIT, 0, 1),
                        ContentHash.sha256(new byte[] {1}))
                    .file()));
  }

  private void order(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      AssignmentType type,
      long version) {
    attacks.add(
        Attack.refused(
            kind, place, reason, says, file -> server.publisher().order(type, version).file()));
  }

  private void header(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      UnaryOperator<Header.Builder> lie,
      Command.Builder... commands) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file -> {
              var writer = server.writer().header(lie);
              for (Command.Builder command : commands) {
                writer.command(command);
              }
              return writer.write(file, server.key());
            }));
  }

  private void trailer(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      UnaryOperator<Trailer.Builder> lie) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file -> server.writer().trailer(lie).write(file, server.key())));
  }

  private void raw(String kind, String place, RefusalReason reason, String says, byte[] command) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file -> server.writer().rawCommand(command).write(file, server.key())));
  }

  private void tail(String kind, String place, RefusalReason reason, String says, byte[] bytes) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file ->
                server
                    .writer()
                    .command(AttackedServer.removeFile("f"))
                    .commandTail(bytes)
                    .write(file, server.key())));
  }

  private static UnknownFieldSet unknown(int field) {
    return UnknownFieldSet.newBuilder()
        .addField(field, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
        .build();
  }
}
