package org.contentmover.content.trust;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.subtle.HpkeDecrypt;
import com.google.crypto.tink.hybrid.subtle.HpkeEncrypt;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/**
 * HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; the
 * encapsulated key, then what is sealed. Stateless.
 */
final class HpkeSeal {
  private HpkeSeal() {}

  static byte[] seal(byte[] publicKey, byte[] secret, byte[] info) throws GeneralSecurityException {
    return HpkeEncrypt.create(key(publicKey)).encrypt(secret, info);
  }

  static byte[] open(byte[] publicKey, byte[] privateKey, byte[] sealed, byte[] info)
      throws GeneralSecurityException {
    SecretBytes secret = SecretBytes.copyFrom(privateKey, InsecureSecretKeyAccess.get());
    return HpkeDecrypt.create(HpkePrivateKey.create(key(publicKey), secret)).decrypt(sealed, info);
  }

  private static HpkePublicKey key(byte[] publicKey) throws GeneralSecurityException {
    return HpkePublicKey.create(
        HpkeParameters.builder()
            .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
            .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
            .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
            .setVariant(HpkeParameters.Variant.NO_PREFIX)
            .build(),
        Bytes.copyFrom(publicKey),
        null);
  }
}
