package org.contentmover.content.trust;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Where a secret can be sent that nobody else may read, also over a connection that others listen
 * to: its address may be known, what is sealed for it is opened with its private half alone. That
 * is in a file of its owner, so that what was sealed while he was away is opened too.
 *
 * <p>What travels is either a letter signed by the sender (JWS, EdDSA) that names the box,
 * encrypted for the box (JWE, ECDH-ES with X25519, A256GCM); or a key, wrapped (HPKE) and signed
 * with what it is for. Immutable, usable from any thread.
 */
public final class KeyBox {
  private static final String ALGORITHM = "X25519";
  private static final String LETTER = "letter";
  private static final String ADDRESS_FORM = "[A-Za-z0-9_-]{43}";

  private final KeyPair pair;
  private final String address;

  private KeyBox(KeyPair pair) {
    this.pair = pair;
    try {
      PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
      this.address =
          (String) jwk.toParams(PublicJsonWebKey.OutputControlLevel.PUBLIC_ONLY).get("x");
    } catch (JoseException e) {
      throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
    }
  }

  /** Makes a new one, which is nowhere else. */
  public static KeyBox create() {
    try {
      return new KeyBox(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
    }
  }

  /**
   * Reads the box of a file, or makes a new one and the file when there is none. The file has two
   * lines, base64 of PKCS #8 and of X.509, mode 0600; afterwards it is whole or does not exist.
   *
   * @throws IOException naming the file when it is no box, is readable by others, or cannot be
   *     written
   */
  public static KeyBox loadOrCreate(Path file) throws IOException {
    try {
      return load(file);
    } catch (NoSuchFileException e) {
      KeyBox box = create();
      try {
        SecretFile.create(
            file, base64(box.pair.getPrivate()) + '\n' + base64(box.pair.getPublic()) + '\n');
        return box;
      } catch (FileAlreadyExistsException raced) {
        return load(file);
      }
    }
  }

  /**
   * Reads the box of a file.
   *
   * @throws IOException naming the file when it is not there, is no box, or is readable by others
   */
  public static KeyBox load(Path file) throws IOException {
    List<String> lines = SecretFile.read(file).lines().toList();
    try {
      if (lines.size() == 2) {
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        KeyPair pair =
            new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(bytes(lines.get(1)))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(bytes(lines.get(0)))));
        KeyBox other = create();
        if (Arrays.equals(agreed(pair, other.pair), agreed(other.pair, pair))) {
          return new KeyBox(pair);
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Told below; the cause may quote what it was given, and a private key must not reach a log.
    }
    throw new IOException(
        "the key box in "
            + file
            + " is damaged; move the file away and start again: a new one is made, and what was"
            + " sealed for this one stays closed");
  }

  private static byte[] agreed(KeyPair own, KeyPair other) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
    agreement.init(own.getPrivate());
    agreement.doPhase(other.getPublic(), true);
    return agreement.generateSecret();
  }

  private static String base64(Key key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64.strip());
  }

  /** Its public half: 43 characters. */
  public String address() {
    return address;
  }

  /**
   * Seals a text for the box of that address.
   *
   * @throws IllegalArgumentException when that is no address of a box
   */
  public static String seal(SigningKey by, String address, String text) {
    JwtClaims claims = new JwtClaims();
    claims.setAudience(address);
    claims.setStringClaim(LETTER, text);
    JsonWebSignature signed = new JsonWebSignature();
    signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
    signed.setKeyIdHeaderValue(by.keyId());
    signed.setKey(by.privateKey());
    signed.setPayload(claims.toJson());
    JsonWebEncryption sealed = new JsonWebEncryption();
    sealed.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.ECDH_ES);
    sealed.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
    sealed.setKey(publicKey(address));
    try {
      sealed.setPayload(signed.getCompactSerialization());
      return sealed.getCompactSerialization();
    } catch (JoseException e) {
      // Its message could quote what was to be sealed.
      throw new IllegalStateException("sealing for box " + address + " failed");
    }
  }

  /**
   * Wraps a key for the box of that address; 48 bytes longer than the key.
   *
   * @param purpose what it is for; whoever unwraps it has to name the same
   * @throws IllegalArgumentException when that is no address of a box
   */
  public static byte[] wrap(String address, byte[] key, byte[] purpose) {
    requireAddress(address);
    try {
      return HpkeSeal.seal(Base64.getUrlDecoder().decode(address), key, purpose);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing for box " + address + " failed");
    }
  }

  /**
   * Unwraps a key.
   *
   * @throws GeneralSecurityException when it was wrapped for another box or another purpose, or
   *     changed
   */
  public byte[] unwrap(byte[] wrapped, byte[] purpose) throws GeneralSecurityException {
    byte[] scalar =
        ((XECPrivateKey) pair.getPrivate())
            .getScalar()
            .orElseThrow(() -> new GeneralSecurityException("the box does not show its key"));
    return HpkeSeal.open(Base64.getUrlDecoder().decode(address), scalar, wrapped, purpose);
  }

  /**
   * Checks that something can be sealed for the box of that address.
   *
   * @throws IllegalArgumentException when it is none, or one that anybody could open
   */
  public static void requireAddress(String address) {
    KeyPair probe = create().pair;
    try {
      agreed(probe, new KeyPair(publicKey(address), null));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this is no address of a key box that keeps a secret", e);
    }
  }

  /** The last of 43 characters has two bits that say nothing: whoever may choose them has names. */
  private static boolean isTheOnlySpelling(String address) {
    byte[] key = Base64.getUrlDecoder().decode(address);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key).equals(address);
  }

  private static PublicKey publicKey(String address) {
    if (address == null || !address.matches(ADDRESS_FORM) || !isTheOnlySpelling(address)) {
      throw new IllegalArgumentException("this is no address of a key box");
    }
    try {
      return PublicJsonWebKey.Factory.newPublicJwk(
              Map.of("kty", OctetKeyPairJsonWebKey.KEY_TYPE, "crv", ALGORITHM, "x", address))
          .getPublicKey();
    } catch (JoseException e) {
      throw new IllegalArgumentException("this is no address of a key box: " + e.getMessage(), e);
    }
  }

  /**
   * Opens what was sealed for this box.
   *
   * @param trusted whose letters are believed
   * @throws TokenRejected when it was sealed for another one, changed, or is signed by nobody that
   *     is trusted; never with what stands in it
   */
  public String open(String sealed, PublicKeyLookup trusted) throws TokenRejected {
    JsonWebEncryption letter = new JsonWebEncryption();
    letter.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.ECDH_ES));
    letter.setContentEncryptionAlgorithmConstraints(
        new AlgorithmConstraints(
            ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
    letter.setKey(pair.getPrivate());
    JsonWebSignature signed = new JsonWebSignature();
    signed.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA));
    try {
      letter.setCompactSerialization(sealed);
      signed.setCompactSerialization(letter.getPayload());
    } catch (JoseException e) {
      throw new TokenRejected(
          TokenRejected.Reason.MALFORMED, "this was not sealed for this server's box");
    }
    String keyId = signed.getKeyIdHeaderValue();
    signed.setKey(
        (keyId == null ? Optional.<PublicKey>empty() : trusted.find(keyId))
            .orElseThrow(
                () ->
                    new TokenRejected(
                        TokenRejected.Reason.UNKNOWN_KEY,
                        "what was sealed for this server's box is signed with a key that is not"
                            + " trusted")));
    try {
      if (!signed.verifySignature()) {
        throw new TokenRejected(
            TokenRejected.Reason.BAD_SIGNATURE,
            "the signature of what was sealed for this server's box is wrong");
      }
      JwtClaims claims = JwtClaims.parse(signed.getPayload());
      if (!claims.getAudience().contains(address)) {
        throw new TokenRejected(
            TokenRejected.Reason.WRONG_AUDIENCE, "the letter was written to another server's box");
      }
      return claims.getStringClaimValue(LETTER);
    } catch (JoseException | InvalidJwtException | MalformedClaimException e) {
      throw new TokenRejected(
          TokenRejected.Reason.MALFORMED, "what was sealed for this server's box is no letter");
    }
  }

  @Override
  public String toString() {
    return "KeyBox[" + address + "]";
  }
}
