package org.contentmover.agent.security;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TimeProof;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.core.ids.ServerName;

/**
 * This server's own key and the pinned key of the CCM, both in the state directory. Safe for any
 * thread.
 */
public final class ServerIdentity implements PublicKeyLookup {
  private static final String OWN_KEY_FILE = "server.key";
  private static final String CCM_KEY_FILE = "ccm.pub";
  private static final String AUDIENCE_CCM = "ccm";
  private static final String AUDIENCE_KEYS = "segment-keys";

  private final ServerName self;
  private final SigningKey ownKey;
  private final Path ccmKeyFile;
  private final Clock clock;
  private volatile PublicKey ccmKey;

  private ServerIdentity(
      ServerName self, SigningKey ownKey, Path ccmKeyFile, PublicKey ccmKey, Clock clock) {
    this.self = self;
    this.ownKey = ownKey;
    this.ccmKeyFile = ccmKeyFile;
    this.ccmKey = ccmKey;
    this.clock = clock;
  }

  /** Reads what the state directory holds; makes this server's key when it has none. */
  public static ServerIdentity load(ServerName self, Path stateDirectory, Clock clock)
      throws IOException {
    SigningKey ownKey = KeyFile.loadOrCreate(stateDirectory.resolve(OWN_KEY_FILE));
    Path ccmKeyFile = stateDirectory.resolve(CCM_KEY_FILE);
    PublicKey pinned;
    try {
      pinned = KeyFile.loadPublic(ccmKeyFile);
    } catch (NoSuchFileException e) {
      pinned = null;
    }
    return new ServerIdentity(self, ownKey, ccmKeyFile, pinned, clock);
  }

  /** Whether the key of the CCM is pinned. */
  public boolean enrolled() {
    return ccmKey != null;
  }

  /** Trusts this key of the CCM from now on, also after a restart. */
  public synchronized void pinCcm(PublicKey key) throws IOException {
    KeyFile.writePublic(ccmKeyFile, key);
    ccmKey = key;
  }

  /** This server's public key, base64 of X.509. */
  public String ownPublicKey() {
    return Ed25519Keys.encodePublic(ownKey.publicKey());
  }

  /** Proof to the CCM of who asks, good for one request. */
  public String tokenForCcm() {
    return token(AUDIENCE_CCM, null);
  }

  /** Proof to the CCM that the key box of this address is this server's. */
  public String boxToken(String address) {
    return token(AUDIENCE_KEYS, address);
  }

  /**
   * What time it was at the CCM when it answered.
   *
   * @param sent the token it answers to
   * @throws TokenRejected when it is not the CCM's answer to that
   */
  public Instant timeOf(String proof, String sent) throws TokenRejected {
    return TimeProof.verify(proof, sent, this, self.value());
  }

  private String token(String audience, String subject) {
    return SignedToken.issue(
        ownKey,
        new TokenClaims(self.value(), audience, null, subject),
        clock.instant(),
        SignedToken.IDENTITY_LIFETIME);
  }

  /** The pinned key, when it is asked for by its id. */
  @Override
  public Optional<PublicKey> find(String keyId) {
    PublicKey pinned = ccmKey;
    return pinned != null && Ed25519Keys.keyId(pinned).equals(keyId)
        ? Optional.of(pinned)
        : Optional.empty();
  }
}
