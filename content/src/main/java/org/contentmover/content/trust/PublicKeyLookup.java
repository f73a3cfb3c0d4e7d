package org.contentmover.content.trust;

import java.security.PublicKey;
import java.util.Optional;

/**
 * Finds the public key that goes by an id, if it is trusted now. Asked anew for every check, so
 * that revocation acts at once. Called from any thread.
 */
@FunctionalInterface
public interface PublicKeyLookup {
  Optional<PublicKey> find(String keyId);
}
