package org.contentmover.agent.config;

import java.util.Set;
import java.util.TreeSet;
import org.contentmover.core.ids.HostedSite;

/**
 * The sites that take only sealed content on this server (CM-5). Nothing but this server's own
 * configuration says so; the CCM cannot change it. Immutable.
 *
 * @param names {@link #ALL_SITES} among them for every site
 */
public record SealedSites(Set<String> names) {
  private static final String ALL_SITES = "*";

  public SealedSites {
    names = Set.copyOf(names);
  }

  /**
   * Reads names with commas between.
   *
   * @throws IllegalArgumentException when one is none
   */
  static SealedSites parse(String text) {
    Set<String> names = new TreeSet<>();
    if (!text.isEmpty()) {
      for (String part : text.split(",", -1)) {
        String name = part.strip();
        names.add(name.equals(ALL_SITES) ? name : new HostedSite(name).value());
      }
    }
    return new SealedSites(names);
  }

  public boolean include(HostedSite site) {
    return names.contains(ALL_SITES) || names.contains(site.value());
  }

  /** For an administrator. */
  public String describe() {
    if (names.isEmpty()) {
      return "no site has to be sealed";
    }
    return names.contains(ALL_SITES)
        ? "every site takes only sealed content"
        : String.join(", ", new TreeSet<>(names)) + ": only sealed content is taken";
  }
}
