package org.contentmover.content.trust;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Which keys of the CCM are trusted, under a number (UI-4). The ring after this one is believed
 * when a key of this one signed it: so a chain of letters leads whoever was away from the ring he
 * has to the present one, and a key that is on no ring any more leads nobody anywhere.
 *
 * <p>Immutable, usable from any thread.
 *
 * @param number from 1, one more with each ring
 * @param keys one or two
 */
public record CcmKeyRing(long number, List<PublicKey> keys) implements PublicKeyLookup {
  private static final String AUDIENCE = "ccm-key-ring";
  private static final String NUMBER = "number";
  private static final String KEYS = "keys";
  private static final int MOST = 2;

  public CcmKeyRing {
    keys = List.copyOf(keys);
    if (number < 1 || keys.isEmpty() || keys.size() > MOST) {
      throw new IllegalArgumentException("this is no ring of the CCM's keys");
    }
  }

  /** Before anything was rotated. */
  public static CcmKeyRing first(PublicKey key) {
    return new CcmKeyRing(1, List.of(key));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static CcmKeyRing parse(String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    return new CcmKeyRing(
        Long.parseLong(words.get(0)),
        words.subList(1, words.size()).stream().map(Ed25519Keys::decodePublic).toList());
  }

  /** Its number and its keys, on one line. */
  public String text() {
    return number
        + " "
        + keys.stream().map(Ed25519Keys::encodePublic).collect(Collectors.joining(" "));
  }

  /** The ring after this one. */
  public CcmKeyRing next(List<PublicKey> nextKeys) {
    return new CcmKeyRing(number + 1, nextKeys);
  }

  /** The letter that tells of this ring, signed with a key of the one before. */
  public String letter(SigningKey by) {
    JwtClaims claims = new JwtClaims();
    claims.setAudience(AUDIENCE);
    claims.setClaim(NUMBER, number);
    claims.setStringListClaim(KEYS, keys.stream().map(Ed25519Keys::encodePublic).toList());
    JsonWebSignature signed = new JsonWebSignature();
    signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
    signed.setKeyIdHeaderValue(by.keyId());
    signed.setKey(by.privateKey());
    signed.setPayload(claims.toJson());
    try {
      return signed.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("signing with key " + by.keyId() + " failed", e);
    }
  }

  /**
   * Follows a letter.
   *
   * @throws TokenRejected when no key of this ring signed it, or it is not about the next one
   */
  public CcmKeyRing after(String letter) throws TokenRejected {
    JsonWebSignature signed = new JsonWebSignature();
    signed.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA));
    try {
      signed.setCompactSerialization(letter);
      String keyId = signed.getKeyIdHeaderValue();
      signed.setKey(
          (keyId == null ? Optional.<PublicKey>empty() : find(keyId))
              .orElseThrow(
                  () ->
                      new TokenRejected(
                          TokenRejected.Reason.UNKNOWN_KEY,
                          "new keys of the CCM are signed with a key that is not on ring "
                              + number
                              + ", which this server trusts")));
      if (!signed.verifySignature()) {
        throw new TokenRejected(
            TokenRejected.Reason.BAD_SIGNATURE,
            "the signature under new keys of the CCM is not that of key " + keyId);
      }
      return next(JwtClaims.parse(signed.getPayload()));
    } catch (JoseException
        | InvalidJwtException
        | MalformedClaimException
        | IllegalArgumentException e) {
      throw new TokenRejected(
          TokenRejected.Reason.MALFORMED, "this is no letter about new keys of the CCM");
    }
  }

  private CcmKeyRing next(JwtClaims claims) throws TokenRejected, MalformedClaimException {
    Long told = claims.getClaimValue(NUMBER, Long.class);
    if (!claims.getAudience().contains(AUDIENCE) || told == null || told != number + 1) {
      throw new TokenRejected(
          TokenRejected.Reason.MALFORMED,
          "the letter is about ring " + told + " of the CCM's keys, not about the next one");
    }
    return new CcmKeyRing(
        told,
        claims.getStringListClaimValue(KEYS).stream().map(Ed25519Keys::decodePublic).toList());
  }

  @Override
  public Optional<PublicKey> find(String keyId) {
    return keys.stream().filter(it -> Ed25519Keys.keyId(it).equals(keyId)).findFirst();
  }

  @Override
  public String toString() {
    return "ring " + number + " " + keys.stream().map(Ed25519Keys::keyId).toList();
  }
}
