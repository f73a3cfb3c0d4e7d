package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.BAD_SIGNATURE;
import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.UNKNOWN_KEY;
import static org.contentmover.core.interpret.RefusalReason.UNSUPPORTED_FORMAT;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Trailer;

/** Trailers of nobody this server knows, or that sign something else (CM-12). */
final class SignatureAttacks {
  private static final ByteString OTHER_HASH =
      ByteString.copyFrom(ContentHash.sha256(new byte[] {1}).bytes());

  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private SignatureAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    SignatureAttacks it = new SignatureAttacks(server);
    it.signatures();
    return it.attacks;
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
        t -> t.setUnknownFields(AttackedServer.unknown(999)));
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
}
