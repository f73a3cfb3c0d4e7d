package org.contentmover.agent.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TimeProof;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.core.ids.ServerName;

/**
 * This server's own key, its key box and the pinned keys of the CCM, all in the state directory.
 * Safe for any thread.
 */
public final class ServerIdentity implements PublicKeyLookup {
  private static final String OWN_KEY_FILE = "server.key";
  private static final String BOX_FILE = "box.key";
  private static final String CCM_RING_FILE = "ccm.ring";
  private static final String AUDIENCE_CCM = "ccm";
  private static final String AUDIENCE_KEYS = "segment-keys";

  private final ServerName self;
  private final SigningKey ownKey;
  private final KeyBox box;
  private final Path ccmRingFile;
  private final Clock clock;
  private volatile CcmKeyRing ccmKeys;

  private ServerIdentity(
      ServerName self,
      SigningKey ownKey,
      KeyBox box,
      Path ccmRingFile,
      CcmKeyRing ccmKeys,
      Clock clock) {
    this.self = self;
    this.ownKey = ownKey;
    this.box = box;
    this.ccmRingFile = ccmRingFile;
    this.ccmKeys = ccmKeys;
    this.clock = clock;
  }

  /** Reads what the state directory holds; makes this server's key and box when it has none. */
  public static ServerIdentity load(ServerName self, Path stateDirectory, Clock clock)
      throws IOException {
    SigningKey ownKey = KeyFile.loadOrCreate(stateDirectory.resolve(OWN_KEY_FILE));
    KeyBox box = KeyBox.loadOrCreate(stateDirectory.resolve(BOX_FILE));
    Path ccmRingFile = stateDirectory.resolve(CCM_RING_FILE);
    CcmKeyRing pinned;
    try {
      pinned = CcmKeyRing.parse(Files.readString(ccmRingFile));
    } catch (NoSuchFileException e) {
      pinned = null;
    } catch (IllegalArgumentException e) {
      throw new IOException(ccmRingFile + " is damaged; restore it, or enrol the server anew", e);
    }
    return new ServerIdentity(self, ownKey, box, ccmRingFile, pinned, clock);
  }

  /** Whether keys of the CCM are pinned. */
  public boolean enrolled() {
    return ccmKeys != null;
  }

  /** Trusts these keys of the CCM, and no others, from now on, also after a restart. */
  public synchronized void pinCcm(CcmKeyRing keys) throws IOException {
    byte[] text = (keys.text() + "\n").getBytes(StandardCharsets.US_ASCII);
    AtomicFile.replace(FileSystemOps.REAL, ccmRingFile, out -> out.write(text));
    ccmKeys = keys;
  }

  /**
   * Follows the CCM to newer keys; those of the letters that lead somewhere are followed.
   *
   * @throws TokenRejected when one is signed by none of the keys trusted before it
   */
  public synchronized void followCcm(List<String> letters) throws IOException, TokenRejected {
    for (String letter : letters) {
      pinCcm(ccmKeys.after(letter));
    }
  }

  /** The number of the ring of the CCM's keys this server trusts; 0 before enrolment. */
  public long ccmRing() {
    CcmKeyRing pinned = ccmKeys;
    return pinned == null ? 0 : pinned.number();
  }

  /** This server's public key, base64 of X.509. */
  public String ownPublicKey() {
    return Ed25519Keys.encodePublic(ownKey.publicKey());
  }

  /** Proof to the CCM of who asks, good for one request. */
  public String tokenForCcm() {
    return token(AUDIENCE_CCM, null);
  }

  /** Where secrets can be sealed for this server. */
  public KeyBox box() {
    return box;
  }

  /** Proof to the CCM that the key box is this server's. */
  public String boxToken() {
    return token(AUDIENCE_KEYS, box.address());
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

  /** A pinned key, when it is asked for by its id. */
  @Override
  public Optional<PublicKey> find(String keyId) {
    CcmKeyRing pinned = ccmKeys;
    return pinned == null ? Optional.empty() : pinned.find(keyId);
  }
}
