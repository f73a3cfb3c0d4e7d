package org.contentmover.content.seal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Statement;

/**
 * A publisher's statement with his signature, as it travels: Ed25519 over a context string and the
 * statement's bytes (CM-12). That it can be read says nothing about who signed it; {@link
 * #isSignedBy} does.
 *
 * <p>Immutable, usable from any thread.
 */
public final class SignedStatement {
  /** Keeps a signature of this kind from being taken for one of another. */
  private static final byte[] CONTEXT =
      "content-mover publisher statement 1\0".getBytes(StandardCharsets.US_ASCII);

  /** Of its text; many times what the longest names and all ways back need. */
  private static final int MAX_CHARACTERS = 4_000;

  private final org.contentmover.format.SignedStatement wire;
  private final PublisherStatement statement;

  private SignedStatement(
      org.contentmover.format.SignedStatement wire, PublisherStatement statement) {
    this.wire = wire;
    this.statement = statement;
  }

  /** Signs. */
  public static SignedStatement sign(SigningKey key, PublisherStatement statement) {
    Statement.Builder body =
        Statement.newBuilder()
            .setHostedSite(statement.hostedSite().value())
            .setContentGroup(statement.contentGroup().value())
            .setIssuedAtMs(statement.issuedAt().toEpochMilli())
            .setExpiresAtMs(statement.expiresAt().map(Instant::toEpochMilli).orElse(0L))
            .setTargetManifestSha256(ByteString.copyFrom(statement.target().bytes()));
    statement.back().forEach(it -> body.addBackManifestSha256(ByteString.copyFrom(it.bytes())));
    ByteString signed = body.build().toByteString();
    return new SignedStatement(
        org.contentmover.format.SignedStatement.newBuilder()
            .setStatement(signed)
            .setSignature(ByteString.copyFrom(key.sign(message(signed))))
            .setKeyId(key.keyId())
            .build(),
        statement);
  }

  /**
   * Takes what came with an assignment.
   *
   * @throws IllegalArgumentException when it is no statement, saying why
   */
  public static SignedStatement of(org.contentmover.format.SignedStatement wire) {
    try {
      Statement body = Statement.parseFrom(wire.getStatement());
      if (!wire.getUnknownFields().asMap().isEmpty()
          || !body.getUnknownFields().asMap().isEmpty()) {
        throw new IllegalArgumentException("the publisher's statement has parts nobody here knows");
      }
      return new SignedStatement(
          wire,
          new PublisherStatement(
              new HostedSite(body.getHostedSite()),
              new ContentGroup(body.getContentGroup()),
              Instant.ofEpochMilli(body.getIssuedAtMs()),
              body.getExpiresAtMs() == 0
                  ? Optional.empty()
                  : Optional.of(Instant.ofEpochMilli(body.getExpiresAtMs())),
              ContentHash.of(body.getTargetManifestSha256().toByteArray()),
              body.getBackManifestSha256List().stream()
                  .map(it -> ContentHash.of(it.toByteArray()))
                  .toList()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the publisher's statement cannot be read", e);
    }
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is no statement, saying why
   */
  public static SignedStatement parse(String text) {
    String line = text.strip();
    if (line.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "this is no publisher's statement: it has more than " + MAX_CHARACTERS + " characters");
    }
    try {
      return of(
          org.contentmover.format.SignedStatement.parseFrom(Base64.getDecoder().decode(line)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("this is no publisher's statement", e);
    }
  }

  /** One line of base64, for files, forms and requests. */
  public String text() {
    return Base64.getEncoder().encodeToString(wire.toByteArray());
  }

  public PublisherStatement statement() {
    return statement;
  }

  /** As it is in a header. */
  public org.contentmover.format.SignedStatement wire() {
    return wire;
  }

  /** The key it says it is signed with. */
  public String keyId() {
    return wire.getKeyId();
  }

  /** Whether that key signed it. */
  public boolean isSignedBy(PublicKey key) {
    return SigningKey.verify(key, message(wire.getStatement()), wire.getSignature().toByteArray());
  }

  private static byte[] message(ByteString statement) {
    return ByteString.copyFrom(CONTEXT).concat(statement).toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedStatement signed && wire.equals(signed.wire);
  }

  @Override
  public int hashCode() {
    return wire.hashCode();
  }

  @Override
  public String toString() {
    return statement + " signed with key " + keyId();
  }
}
