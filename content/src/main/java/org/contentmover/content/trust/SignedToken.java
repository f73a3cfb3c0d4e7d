package org.contentmover.content.trust;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Short-lived proof of who speaks: a JWT signed with EdDSA whose {@code kid} is the id of the key
 * (docs/protocol/distribution.md).
 *
 * <p>Stateless, usable from any thread; the caller says what time it is.
 *
 * @param claims what it says
 * @param tokenId its {@code jti}, unique
 * @param keyId the key it was signed with
 */
public record SignedToken(
    TokenClaims claims, String tokenId, String keyId, Instant issuedAt, Instant expiresAt) {

  /** How long proofs of identity are accepted (UI-4). */
  public static final Duration IDENTITY_LIFETIME = Duration.ofMinutes(5);

  /** How long a ticket for one assignment may be accepted: as long as a distribution may take. */
  public static final Duration TICKET_LIFETIME = Duration.ofHours(24);

  private static final String SCOPE = "scope";

  /** Makes a token of the given claims and returns it in its compact form. */
  public static String issue(SigningKey key, TokenClaims claims, Instant now, Duration lifetime) {
    JwtClaims jwt = new JwtClaims();
    jwt.setIssuer(claims.issuer());
    jwt.setAudience(claims.audience());
    if (claims.scope() != null) {
      jwt.setStringClaim(SCOPE, claims.scope());
    }
    if (claims.subject() != null) {
      jwt.setSubject(claims.subject());
    }
    jwt.setIssuedAt(NumericDate.fromMilliseconds(now.toEpochMilli()));
    jwt.setExpirationTime(NumericDate.fromMilliseconds(now.plus(lifetime).toEpochMilli()));
    jwt.setJwtId(UUID.randomUUID().toString());
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
    signature.setKeyIdHeaderValue(key.keyId());
    signature.setKey(key.privateKey());
    signature.setPayload(jwt.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("signing a token with key " + key.keyId() + " failed", e);
    }
  }

  /**
   * Checks a token: form, key, signature, audience, times; in this order.
   *
   * @param longestLifetime tokens that live longer are refused, whatever they say
   * @throws TokenRejected with the reason
   */
  public static SignedToken verify(
      String compact,
      PublicKeyLookup trusted,
      String audience,
      Instant now,
      Duration longestLifetime)
      throws TokenRejected {
    SignedToken token = authentic(compact, trusted, audience);
    token.requireTimely(now, longestLifetime);
    return token;
  }

  /**
   * Checks all but the times, for who does not know what time it is where the token was made.
   *
   * @throws TokenRejected with the reason
   */
  public static SignedToken authentic(String compact, PublicKeyLookup trusted, String audience)
      throws TokenRejected {
    JsonWebSignature signature = parse(compact);
    String keyId = signature.getKeyIdHeaderValue();
    PublicKey key = find(trusted, keyId);
    JwtClaims jwt = verifiedClaims(signature, key, keyId);
    try {
      return new SignedToken(
          new TokenClaims(
              required(jwt.getIssuer(), "iss"),
              requireAudience(jwt, audience),
              jwt.getStringClaimValue(SCOPE),
              jwt.getSubject()),
          required(jwt.getJwtId(), "jti"),
          keyId,
          instant(jwt.getIssuedAt(), "iat"),
          instant(jwt.getExpirationTime(), "exp"));
    } catch (MalformedClaimException e) {
      throw new TokenRejected(TokenRejected.Reason.MALFORMED, "the token's claims are malformed");
    }
  }

  private static JsonWebSignature parse(String compact) throws TokenRejected {
    JsonWebSignature signature = new JsonWebSignature();
    // Nothing but EdDSA: a token must not choose how it is checked.
    signature.setAlgorithmConstraints(
        new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA));
    try {
      signature.setCompactSerialization(compact);
    } catch (JoseException e) {
      throw new TokenRejected(TokenRejected.Reason.MALFORMED, "this is no signed token");
    }
    return signature;
  }

  private static PublicKey find(PublicKeyLookup trusted, String keyId) throws TokenRejected {
    Optional<PublicKey> key = keyId == null ? Optional.empty() : trusted.find(keyId);
    return key.orElseThrow(
        () ->
            new TokenRejected(
                TokenRejected.Reason.UNKNOWN_KEY,
                "the token is signed with key " + printable(keyId) + ", which is not trusted"));
  }

  private static JwtClaims verifiedClaims(JsonWebSignature signature, PublicKey key, String keyId)
      throws TokenRejected {
    signature.setKey(key);
    try {
      if (!signature.verifySignature()) {
        throw new TokenRejected(
            TokenRejected.Reason.BAD_SIGNATURE,
            "the token's signature is not that of key " + keyId);
      }
      return JwtClaims.parse(signature.getPayload());
    } catch (JoseException e) {
      throw new TokenRejected(
          TokenRejected.Reason.BAD_SIGNATURE, "the token's signature cannot be checked");
    } catch (InvalidJwtException e) {
      throw new TokenRejected(TokenRejected.Reason.MALFORMED, "the token's claims are malformed");
    }
  }

  private static String requireAudience(JwtClaims jwt, String audience)
      throws TokenRejected, MalformedClaimException {
    if (!jwt.hasAudience() || !jwt.getAudience().contains(audience)) {
      throw new TokenRejected(
          TokenRejected.Reason.WRONG_AUDIENCE, "the token is not meant for \"" + audience + "\"");
    }
    return audience;
  }

  private static String required(String value, String claim) throws TokenRejected {
    if (value == null) {
      throw new TokenRejected(
          TokenRejected.Reason.MALFORMED, "the token lacks the claim \"" + claim + "\"");
    }
    return value;
  }

  private static Instant instant(NumericDate date, String claim) throws TokenRejected {
    if (date == null) {
      throw new TokenRejected(
          TokenRejected.Reason.MALFORMED, "the token lacks the claim \"" + claim + "\"");
    }
    return Instant.ofEpochMilli(date.getValueInMillis());
  }

  /**
   * Checks lifetime and times.
   *
   * @throws TokenRejected with the reason, which names how far the clocks may differ
   */
  public void requireTimely(Instant now, Duration longestLifetime) throws TokenRejected {
    // A second more: the times of a token are whole seconds.
    if (Duration.between(issuedAt, expiresAt).compareTo(longestLifetime.plusSeconds(1)) > 0) {
      throw new TokenRejected(
          TokenRejected.Reason.LIFETIME_TOO_LONG,
          "the token is valid longer than " + longestLifetime + ", the longest allowed here");
    }
    ClockDifference issuer = ClockDifference.between(issuedAt, now);
    String times = "it was issued at " + issuedAt + ", here it is " + now + ": ";
    if (!now.isBefore(expiresAt.plus(ClockDifference.TOLERATED))) {
      throw new TokenRejected(
          TokenRejected.Reason.EXPIRED,
          "the token expired at "
              + expiresAt
              + "; "
              + times
              + "it is old, or the clock of its issuer is "
              + issuer.of("the one here"));
    }
    if (issuedAt.minus(ClockDifference.TOLERATED).isAfter(now)) {
      throw new TokenRejected(
          TokenRejected.Reason.NOT_YET_VALID,
          "the token is not valid yet; "
              + times
              + "the clock of its issuer is "
              + issuer.of("the one here"));
    }
  }

  /** A key id comes from outside: only what a key id can look like is repeated in a message. */
  private static String printable(String keyId) {
    return keyId != null && keyId.matches("[0-9a-f]{16}") ? keyId : "without a proper id";
  }
}
