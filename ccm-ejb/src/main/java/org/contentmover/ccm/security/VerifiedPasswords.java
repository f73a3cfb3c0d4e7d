package org.contentmover.ccm.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks passwords against their hashes and remembers the last good ones for this process: a
 * program that sends its password with every request would otherwise cost a derivation each time.
 * What is remembered is a keyed hash whose key lives in memory only, bound to the stored hash, so
 * that a changed password is forgotten at once. Safe for any thread.
 */
@ApplicationScoped
public class VerifiedPasswords {
  private static final int REMEMBERED = 1_000;
  private static final int KEY_BYTES = 32;

  /** Compared with when there is no such user, so that the answer takes as long. */
  private static final String NOBODY = Passwords.hash("nobody has this password");

  private final byte[] key = new byte[KEY_BYTES];
  private final Map<String, byte[]> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > REMEMBERED;
        }
      };

  public VerifiedPasswords() {
    new SecureRandom().nextBytes(key);
  }

  /**
   * Whether the password fits the hash; {@code hash} null: there is no such user, the answer is no.
   */
  boolean check(String password, String hash) {
    if (hash == null) {
      Passwords.matches(password, NOBODY);
      return false;
    }
    byte[] proof = proof(password, hash);
    if (isRemembered(hash, proof)) {
      return true;
    }
    boolean good = Passwords.matches(password, hash);
    if (good) {
      remember(hash, proof);
    }
    return good;
  }

  private synchronized boolean isRemembered(String hash, byte[] proof) {
    byte[] known = remembered.get(hash);
    return known != null && MessageDigest.isEqual(known, proof);
  }

  private synchronized void remember(String hash, byte[] proof) {
    remembered.put(hash, proof);
  }

  private byte[] proof(String password, String hash) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(hash.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks HmacSHA256", e);
    }
  }
}
