package org.contentmover.content.trust;

import java.security.PublicKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fixed set of trusted public keys, for example the one pinned at enrolment. Immutable, usable
 * from any thread.
 */
public final class TrustedKeys implements PublicKeyLookup {
  private final Map<String, PublicKey> keysById;

  private TrustedKeys(Map<String, PublicKey> keysById) {
    this.keysById = Map.copyOf(keysById);
  }

  public static TrustedKeys of(PublicKey... keys) {
    return of(List.of(keys));
  }

  public static TrustedKeys of(Collection<PublicKey> keys) {
    Map<String, PublicKey> byId = new HashMap<>();
    for (PublicKey key : keys) {
      byId.put(Ed25519Keys.keyId(key), key);
    }
    return new TrustedKeys(byId);
  }

  @Override
  public Optional<PublicKey> find(String keyId) {
    return Optional.ofNullable(keysById.get(keyId));
  }

  @Override
  public String toString() {
    return "TrustedKeys" + keysById.keySet();
  }
}
