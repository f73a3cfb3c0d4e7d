package org.contentmover.ccm.security.view;

import java.time.Instant;
import java.util.List;

/**
 * The CCM's signing key, and where a rotation of it is (UI-4).
 *
 * @param step RESTING, INTRODUCED or CHANGED
 * @param keyId everything is signed with
 * @param otherKeyId the next key, or the old one; null when resting
 * @param ring number of the keys servers are to trust
 * @param servers enrolled ones by name
 */
public record CcmKeysView(
    String step,
    String keyId,
    String otherKeyId,
    long ring,
    String explanation,
    List<Holder> servers) {
  public CcmKeysView {
    servers = List.copyOf(servers);
  }

  /**
   * A server, and what it told since this CCM started.
   *
   * @param ring 0 when it told nothing
   */
  public record Holder(String server, long ring, Instant toldAt, boolean current) {}
}
