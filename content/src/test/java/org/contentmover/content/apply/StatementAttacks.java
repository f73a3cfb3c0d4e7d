package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.STATEMENT_FORGED;
import static org.contentmover.core.interpret.RefusalReason.STATEMENT_MISMATCH;
import static org.contentmover.core.interpret.RefusalReason.STATEMENT_MISSING;
import static org.contentmover.core.interpret.RefusalReason.STATEMENT_UNTIMELY;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.format.Statement;

/**
 * What somebody who stole the CCM's key and everything it has sends to a server that shows only
 * what an author signed for (CM-12).
 */
final class StatementAttacks {
  private static final Instant NOW = Publisher.NOW;

  private final AttackedServer server;
  private final ContentHash target;
  private final List<Attack> attacks = new ArrayList<>();

  private StatementAttacks(AttackedServer server) {
    this.server = server;
    this.target = server.honest().targetManifestSha256();
  }

  static List<Attack> on(AttackedServer server) {
    StatementAttacks it = new StatementAttacks(server);
    it.none();
    it.ofOthers();
    it.forOtherThings();
    it.atAnotherTime();
    it.thatAreNone();
    return it.attacks;
  }

  private void none() {
    String kind = "nothing of a publisher";
    attacks.add(
        Attack.refused(
            kind,
            "publish",
            STATEMENT_MISSING,
            "sign manifest " + target,
            file -> server.writer().write(file, server.key())));
    for (AssignmentType type :
        List.of(AssignmentType.COMMIT, AssignmentType.ROLLBACK, AssignmentType.REMOVE)) {
      order(
          kind,
          type.name().toLowerCase(Locale.ROOT),
          STATEMENT_MISSING,
          "what a publisher signed for",
          type,
          target,
          Optional.empty());
    }
  }

  private void ofOthers() {
    SigningKey stranger = SigningKey.generate();
    String kind = "word of another publisher";
    publish(kind, "a stranger's", STATEMENT_FORGED, "not pinned", signed(stranger, statement(NOW)));
    publish(
        kind,
        "the manager's",
        STATEMENT_FORGED,
        "not pinned",
        signed(server.key(), statement(NOW)));
    kind = "forged word of the publisher";
    lie(
        kind,
        "a stranger's under his key id",
        STATEMENT_FORGED,
        "not that of key",
        it -> it.setSignature(signed(stranger, statement(NOW)).getSignature()));
    lie(
        kind,
        "over another tree",
        STATEMENT_FORGED,
        "not that of key",
        it -> it.setSignature(server.firstStatement().wire().getSignature()));
    lie(
        kind,
        "63 bytes of its signature",
        STATEMENT_FORGED,
        "not that of key",
        it -> it.setSignature(it.getSignature().substring(1)));
    lie(kind, "no signature", STATEMENT_FORGED, "not that of key", it -> it.clearSignature());
    lie(kind, "no key id", STATEMENT_FORGED, "not pinned", it -> it.clearKeyId());
    lie(
        kind,
        "one bit of it",
        STATEMENT_FORGED,
        "not that of key",
        it -> {
          byte[] bytes = it.getStatement().toByteArray();
          bytes[bytes.length - 1] ^= 1;
          return it.setStatement(ByteString.copyFrom(bytes));
        });
    lie(
        kind,
        "the manager's signature of the assignment",
        STATEMENT_FORGED,
        "not that of key",
        it -> it.setSignature(ByteString.copyFrom(server.key().sign(new byte[0]))));
  }

  private void forOtherThings() {
    String kind = "word of the publisher for something else";
    publish(
        kind,
        "another site",
        STATEMENT_MISMATCH,
        "is for site other.example.com",
        own(
            new PublisherStatement(
                new HostedSite("other.example.com"),
                Publisher.GROUP,
                NOW,
                Optional.empty(),
                target,
                List.of())));
    publish(
        kind,
        "another group",
        STATEMENT_MISMATCH,
        "is for content group others",
        own(
            new PublisherStatement(
                Publisher.SITE,
                new ContentGroup("others"),
                NOW,
                Optional.empty(),
                target,
                List.of())));
    publish(
        kind, "what is live", STATEMENT_MISMATCH, "not " + target, server.firstStatement().wire());
    ContentHash live = server.firstStatement().statement().target();
    order(
        kind,
        "commit of another tree",
        STATEMENT_MISMATCH,
        "not " + target,
        AssignmentType.COMMIT,
        target,
        Optional.of(server.firstStatement()));
    order(
        kind,
        "rollback to whatever it is",
        STATEMENT_MISMATCH,
        "without manifest",
        AssignmentType.ROLLBACK,
        ContentHash.NONE,
        Optional.of(server.firstStatement()));
    order(
        kind,
        "removal in the name of what is live",
        STATEMENT_MISMATCH,
        "not " + Manifest.EMPTY.hash(),
        AssignmentType.REMOVE,
        live,
        Optional.of(server.firstStatement()));
  }

  private void atAnotherTime() {
    String kind = "word of the publisher that does not hold now";
    publish(
        kind,
        "older than what has been live",
        STATEMENT_UNTIMELY,
        "it is a replay",
        own(statement(AttackedServer.LIVE_SINCE.minusMillis(1))));
    publish(
        kind,
        "expired this very moment",
        STATEMENT_UNTIMELY,
        "expired at",
        own(
            new PublisherStatement(
                Publisher.SITE,
                Publisher.GROUP,
                NOW.minusMillis(1),
                Optional.of(NOW),
                target,
                List.of())));
    publish(
        kind,
        "a year ahead",
        STATEMENT_UNTIMELY,
        "clocks is wrong",
        own(statement(NOW.plus(Duration.ofDays(365)))));
  }

  private void thatAreNone() {
    String kind = "word of the publisher that cannot be";
    lie(
        kind,
        "other bytes",
        MALFORMED,
        "statement cannot be read",
        it -> it.setStatement(ByteString.copyFrom(new byte[] {-1, -1, 1})));
    lie(
        kind,
        "unknown field",
        MALFORMED,
        "parts nobody here knows",
        it ->
            it.setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build()));
    body(kind, "no tree", it -> it.clearTargetManifestSha256(), "has 32 bytes, this has 0");
    body(
        kind,
        "32 zeros as tree",
        it -> it.setTargetManifestSha256(ByteString.copyFrom(new byte[32])),
        "names no tree");
    body(
        kind,
        "32 zeros as way back",
        it -> it.addBackManifestSha256(ByteString.copyFrom(new byte[32])),
        "names no tree");
    body(kind, "no time", it -> it.clearIssuedAtMs(), "before all times");
    body(kind, "expired before it was issued", it -> it.setExpiresAtMs(1), "expires before");
    body(kind, "no site", it -> it.clearHostedSite(), "site");
    body(
        kind,
        "nine ways back",
        it -> {
          for (int i = 0; i <= PublisherStatement.MAX_BACK; i++) {
            it.addBackManifestSha256(ByteString.copyFrom(target.bytes()));
          }
          return it;
        },
        "more than");
  }

  private PublisherStatement statement(Instant issuedAt) {
    return new PublisherStatement(
        Publisher.SITE, Publisher.GROUP, issuedAt, Optional.empty(), target, List.of());
  }

  private org.contentmover.format.SignedStatement own(PublisherStatement statement) {
    return signed(server.author(), statement);
  }

  private static org.contentmover.format.SignedStatement signed(
      SigningKey key, PublisherStatement statement) {
    return SignedStatement.sign(key, statement).wire();
  }

  private void publish(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      org.contentmover.format.SignedStatement statement) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file ->
                server.writer().header(h -> h.setStatement(statement)).write(file, server.key())));
  }

  private void lie(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      Function<
              org.contentmover.format.SignedStatement.Builder,
              org.contentmover.format.SignedStatement.Builder>
          lie) {
    publish(kind, place, reason, says, lie.apply(own(statement(NOW)).toBuilder()).build());
  }

  /** Signed by the author, and no statement that can be. */
  private void body(
      String kind, String place, Function<Statement.Builder, Statement.Builder> lie, String says) {
    lie(
        kind,
        place,
        MALFORMED,
        says,
        it -> {
          try {
            return it.setStatement(
                lie.apply(Statement.parseFrom(it.getStatement()).toBuilder())
                    .build()
                    .toByteString());
          } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void order(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      AssignmentType type,
      ContentHash manifest,
      Optional<SignedStatement> statement) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file ->
                server
                    .publisher()
                    .writeOrder(server.publisher().order(type, 0, 1).with(statement), manifest)
                    .file()));
  }
}
