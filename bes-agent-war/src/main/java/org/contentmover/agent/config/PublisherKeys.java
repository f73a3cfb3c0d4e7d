package org.contentmover.agent.config;

import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.HostedSite;

/**
 * The publishers whose word this server wants, by site (CM-12). Nothing but this server's own
 * configuration says so; the CCM cannot change it. Immutable.
 *
 * @param bySite under {@link #ALL_SITES} for every site that is not named
 */
public record PublisherKeys(Map<String, List<PublicKey>> bySite) {
  /** Stands for every site that has no keys of its own. */
  static final String ALL_SITES = "*";

  /** Nobody is asked. */
  public static final PublisherKeys NONE = new PublisherKeys(Map.of());

  public PublisherKeys {
    Map<String, List<PublicKey>> copy = new TreeMap<>();
    bySite.forEach((site, keys) -> copy.put(site, List.copyOf(keys)));
    bySite = Map.copyOf(copy);
  }

  /**
   * Reads {@code site=key, site=key}; a site may have several.
   *
   * @throws IllegalArgumentException when a part is none
   */
  static PublisherKeys parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    Map<String, List<PublicKey>> bySite = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String site = part.substring(0, Math.max(0, equals)).strip();
      if (!site.equals(ALL_SITES)) {
        site = new HostedSite(site).value();
      }
      bySite
          .computeIfAbsent(site, it -> new ArrayList<>())
          .add(Ed25519Keys.decodePublic(part.substring(equals + 1)));
    }
    return new PublisherKeys(bySite);
  }

  /**
   * What a site wants.
   *
   * @param ownClock this server's, not the one the CCM sets
   */
  public PublisherPins pins(HostedSite site, Clock ownClock) {
    List<PublicKey> keys = bySite.getOrDefault(site.value(), bySite.get(ALL_SITES));
    return keys == null ? PublisherPins.NONE : PublisherPins.of(TrustedKeys.of(keys), ownClock);
  }

  /** For an administrator: whose word is wanted where. */
  public String describe() {
    if (bySite.isEmpty()) {
      return "none is asked: what the CCM signs is shown";
    }
    return new TreeMap<>(bySite)
        .entrySet().stream()
            .map(
                it ->
                    (it.getKey().equals(ALL_SITES) ? "every other site" : it.getKey())
                        + " shows only what key "
                        + it.getValue().stream()
                            .map(Ed25519Keys::keyId)
                            .collect(Collectors.joining(" or "))
                        + " signed for")
            .collect(Collectors.joining("; "));
  }
}
