package org.contentmover.agent.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.HookCall;

/**
 * The hooks that show what is live where the link {@code live} alone does not, by site (CI-9).
 * Nothing but this server's own configuration names them; the CCM cannot change it. Immutable.
 *
 * @param bySite under {@link #ALL_SITES} for every site that is not named
 */
public record SwitchHooks(Map<String, String> bySite) {
  private static final String ALL_SITES = "*";

  /** The link is enough. */
  public static final SwitchHooks NONE = new SwitchHooks(Map.of());

  public SwitchHooks {
    bySite = Map.copyOf(bySite);
  }

  /**
   * Reads {@code site=hook, site=hook}.
   *
   * @throws IllegalArgumentException when a part is none, or a site has two
   */
  static SwitchHooks parse(String text) {
    Map<String, String> bySite = new HashMap<>();
    if (!text.isEmpty()) {
      for (String part : text.split(",", -1)) {
        int equals = part.indexOf('=');
        String site = part.substring(0, Math.max(0, equals)).strip();
        String name = site.equals(ALL_SITES) ? site : new HostedSite(site).value();
        if (bySite.put(name, hook(part.substring(equals + 1).strip())) != null) {
          throw new IllegalArgumentException("twice " + name);
        }
      }
    }
    return new SwitchHooks(bySite);
  }

  private static String hook(String name) {
    return new HookCall(name, HookCall.Moment.AFTER_SWITCH, true, new TreeMap<>()).name();
  }

  /** The hook of a site; empty for none. */
  public Optional<String> of(HostedSite site) {
    return Optional.ofNullable(bySite.getOrDefault(site.value(), bySite.get(ALL_SITES)));
  }
}
