package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.BASE_MISMATCH;
import static org.contentmover.core.interpret.RefusalReason.EXPIRED;
import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.OLD_SEQUENCE;
import static org.contentmover.core.interpret.RefusalReason.UNSUPPORTED_FORMAT;
import static org.contentmover.core.interpret.RefusalReason.VERSION_IN_USE;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;
import static org.contentmover.core.interpret.RefusalReason.WRONG_GROUP;
import static org.contentmover.core.interpret.RefusalReason.WRONG_SITE;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.format.Command;
import org.contentmover.format.Header;
import org.contentmover.format.Type;

/** Headers that are not for this server, not now, or that cannot be (CM-12). */
final class HeaderAttacks {
  private static final ByteString OTHER_HASH =
      ByteString.copyFrom(ContentHash.sha256(new byte[] {1}).bytes());

  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private HeaderAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    HeaderAttacks it = new HeaderAttacks(server);
    it.wrongReceivers();
    it.wrongBases();
    it.wrongTimes();
    it.impossibleHeaders();
    it.lyingLengths();
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
        h -> h.setUnknownFields(AttackedServer.unknown(999)));
    header(
        "commands in an order",
        "commit",
        WRONG_COMMANDS,
        "changes no files",
        h -> h.setType(Type.TYPE_COMMIT),
        AttackedServer.removeFile("f"));
    header(
        "commands in an order",
        "rollback",
        WRONG_COMMANDS,
        "changes no files",
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
    for (int by : new int[] {-1, 1}) {
      header(
          "lengths that lie",
          "commands unpacked, by " + by,
          MALFORMED,
          by < 0 ? "cut short" : "another length than its header says",
          h -> h.setCommandContentBytes(h.getCommandContentBytes() + by),
          AttackedServer.removeFile("f"));
    }
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
}
