package org.contentmover.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.SiteCommit;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.SiteState;

/**
 * Whose word is wanted for which site (CM-12).
 *
 * @param ofAll public key of the publisher of every site that has none of its own; null for none
 * @param ofSite public keys of those that have
 */
record PinnedPublishers(Path ofAll, Map<HostedSite, Path> ofSite) {
  /**
   * Understands what was said of each.
   *
   * @param words each {@code FILE} or {@code SITE=FILE}
   */
  static PinnedPublishers parse(List<String> words) {
    Path ofAll = null;
    Map<HostedSite, Path> ofSite = new LinkedHashMap<>();
    for (String word : words) {
      String site = word.substring(0, Math.max(0, word.indexOf('=')));
      boolean again;
      if (HostedSite.isValid(site)) {
        Path file = CommandLine.path(word.substring(site.length() + 1));
        again = ofSite.put(new HostedSite(site), file) != null;
      } else {
        again = ofAll != null;
        ofAll = CommandLine.path(word);
      }
      if (again) {
        throw new WrongUse("--publisher " + word + ": one is wanted for a site");
      }
    }
    return new PinnedPublishers(ofAll, ofSite);
  }

  /**
   * Checks what an assignment brings of them, for each of its sites.
   *
   * @return in words who allowed what; empty when nobody is asked for any site
   * @throws AssignmentRejected naming the site, when the word for it is missing or does not hold
   */
  String check(AssignmentReader reader) throws IOException, AssignmentRejected {
    if (ofAll == null && ofSite.isEmpty()) {
      return "";
    }
    if (reader.joint().isEmpty()) {
      return ", " + check(reader.header(), reader.statement());
    }
    List<String> allowed = new ArrayList<>();
    allowed.add(checkOneOfSeveral(reader.header(), reader.statement()));
    for (SiteCommit it : reader.joint()) {
      allowed.add(checkOneOfSeveral(it.header(), it.statement()));
    }
    return ", " + String.join(", ", allowed);
  }

  private String checkOneOfSeveral(AssignmentHeader header, Optional<SignedStatement> statement)
      throws IOException, AssignmentRejected {
    try {
      return header.hostedSite() + " " + check(header, statement);
    } catch (AssignmentRejected e) {
      throw new AssignmentRejected(e.reason(), header.hostedSite() + ": " + e.getMessage(), e);
    }
  }

  private String check(AssignmentHeader header, Optional<SignedStatement> statement)
      throws IOException, AssignmentRejected {
    Path file = ofSite.getOrDefault(header.hostedSite(), ofAll);
    if (file == null) {
      return "without asking a publisher";
    }
    PublisherPins.of(TrustedKeys.of(KeyFiles.known(file)), Clock.systemUTC())
        .check(header, statement, SiteState.INITIAL);
    return statement
        .map(it -> "allowed by publisher's key " + it.keyId())
        .orElse("which no publisher has to allow");
  }
}
