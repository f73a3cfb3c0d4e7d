package org.contentmover.ccm.web.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A page of the console that shows one thing, which its address names. Pure.
 *
 * @param noun what it shows
 * @param needed parameters of the address without which it shows nothing
 * @param list the page where such a thing can be chosen
 * @param listName what that page is called
 */
public record AddressedPage(String noun, List<String> needed, String list, String listName) {
  private static final Map<String, AddressedPage> PAGES =
      Map.of(
          "run.xhtml", new AddressedPage("run", List.of("id"), "runs.xhtml", "Runs"),
          "preview.xhtml", new AddressedPage("preview", List.of("id"), "jobs.xhtml", "Jobs"),
          "job.xhtml", new AddressedPage("job", List.of(), "jobs.xhtml", "Jobs"),
          "versions.xhtml", ofGroup(),
          "hooks.xhtml", ofGroup(),
          "hot-content.xhtml", ofGroup(),
          "publishers.xhtml",
              new AddressedPage("hosted site", List.of("site"), "sites.xhtml", "Hosted sites"),
          "labels.xhtml", ofServers("server", "server"),
          "leadership.xhtml", ofServers("segment", "segment"),
          "segment-keys.xhtml", ofServers("segment", "segment"));

  private static AddressedPage ofGroup() {
    List<String> needed = List.of("site", "group");
    return new AddressedPage("content group", needed, "groups.xhtml", "Content groups");
  }

  private static AddressedPage ofServers(String noun, String needed) {
    return new AddressedPage(noun, List.of(needed), "servers.xhtml", "Servers");
  }

  /** The page at a path; empty when it needs no more than that. */
  public static Optional<AddressedPage> at(String path) {
    return Optional.ofNullable(PAGES.get(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** What is wrong with an address that does not say what to show. */
  Optional<Problem> problem(Predicate<String> says) {
    List<String> missing = needed.stream().filter(says.negate()).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "incomplete-address",
                "Which " + noun + "?",
                400,
                "The address of this page does not say which "
                    + noun
                    + " to show ("
                    + String.join(", ", missing)
                    + "). Choose one here:"));
  }
}
