package org.contentmover.ccm.version.statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.core.manifest.ContentHash;

/**
 * Which tree a publisher allows on which site, as far as this CCM was told (CM-12). It sees to it
 * that people learn early what is missing; who decides are the servers. Works in the caller's
 * transaction.
 */
@ApplicationScoped
public class StatementBook {
  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private Clock clock;

  /**
   * What goes along with an assignment that leads to a tree: the latest statement that allows it,
   * unless a later one has been live; of whoever signs for the site now, if somebody does; empty
   * when there is none.
   */
  public Optional<SignedStatement> allowing(String site, String group, ContentHash manifest) {
    return find(site, group, manifest).map(ReceivedStatement::signed);
  }

  /**
   * What goes along with what one server gets by itself. It keeps to that from then on, so it
   * counts as live. One that something is live by goes before later ones, which may be for what is
   * yet to be published and take ways back away that the other servers have.
   */
  public Optional<SignedStatement> bringing(String site, String group, ContentHash manifest) {
    Instant now = clock.instant();
    Instant floor = floor(site, group);
    List<ReceivedStatement> fitting = fitting(site, group, manifest, floor).toList();
    Optional<ReceivedStatement> brought =
        fitting.stream()
            .filter(it -> it.view().issuedAt().equals(floor) && !it.hasExpired(now))
            .findFirst()
            .or(() -> fitting.stream().findFirst());
    brought.ifPresent(it -> it.wentLive(now));
    return brought.map(ReceivedStatement::signed);
  }

  /**
   * What goes along with the commit of what was staged: the latest statement that allows it, else
   * the one it was staged with. Servers that staged it take that one, though others have got a
   * later one since, with hot content say.
   *
   * @param until when the last server may have got the commit
   */
  public Optional<SignedStatement> committing(
      String site,
      String group,
      ContentHash manifest,
      Supplier<Optional<SignedStatement>> staged,
      Instant until) {
    return fitting(site, group, manifest, floor(site, group))
        .map(ReceivedStatement::signed)
        .filter(it -> !it.statement().hasExpired(until))
        .findFirst()
        .or(
            () ->
                staged
                    .get()
                    .filter(isOf(publishers(site)))
                    .filter(it -> !it.statement().hasExpired(until)));
  }

  /** Whether somebody signs for a site, so that every order to it needs a statement. */
  public boolean isWanted(String site) {
    return !groups.publisherKeys(site).isEmpty();
  }

  /** Whether a publisher has yet to sign before a tree can be live. */
  public boolean isMissing(String site, String group, ContentHash manifest) {
    return isMissing(site, group, manifest, List.of());
  }

  /** As above, when there are to be ways back from it. */
  public boolean isMissing(
      String site, String group, ContentHash manifest, List<ContentHash> back) {
    Instant now = clock.instant();
    return !groups.publisherKeys(site).isEmpty()
        && find(site, group, manifest)
            .filter(it -> !it.hasExpired(now))
            .filter(it -> back.stream().allMatch(it.signed().statement()::allows))
            .isEmpty();
  }

  /** What a publisher is to sign, and how; for people. */
  public String request(String site, String group, ContentHash manifest) {
    String shadow = groups.shadow(site, group).manifest();
    return request(
        site, group, manifest, shadow == null ? List.of() : List.of(ContentHash.fromHex(shadow)));
  }

  /** As above, with the ways back that are wanted. */
  public String request(String site, String group, ContentHash manifest, List<ContentHash> back) {
    return "manifest "
        + manifest
        + " of site "
        + site
        + " is to be signed for. On the publisher's own machine: ./assignment sign STATEMENT_FILE"
        + " --key KEY_FILE --site "
        + site
        + " --group "
        + group
        + " --manifest "
        + manifest
        + back.stream().map(tree -> " --back " + tree).collect(Collectors.joining())
        + " (with --tree DIR it is compared with a tree of his own first). Then hand in the"
        + " statement: in the console under Hosted sites, or by POST /api/v1/sites/"
        + site
        + "/statements.";
  }

  /** A tree is live, and so is what allows it: statements issued before that count no more. */
  public void wentLive(String site, String group, ContentHash manifest) {
    find(site, group, manifest).ifPresent(it -> it.wentLive(clock.instant()));
  }

  /** When the latest statement was issued that something went live by; the epoch for none. */
  Instant floor(String site, String group) {
    return of(site, group).stream()
        .filter(it -> it.view().liveSince() != null)
        .map(it -> it.view().issuedAt())
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private Optional<ReceivedStatement> find(String site, String group, ContentHash manifest) {
    return fitting(site, group, manifest, floor(site, group)).findFirst();
  }

  /** Those that allow a tree and that servers still take, the latest first. */
  private Stream<ReceivedStatement> fitting(
      String site, String group, ContentHash manifest, Instant floor) {
    Predicate<SignedStatement> ofPublisher = isOf(publishers(site));
    return of(site, group).stream()
        .filter(it -> !it.view().issuedAt().isBefore(floor))
        .filter(it -> ofPublisher.test(it.signed()))
        .filter(it -> it.signed().statement().allows(manifest));
  }

  private Set<String> publishers(String site) {
    return groups.publisherKeys(site).stream()
        .map(Ed25519Keys::decodePublic)
        .map(Ed25519Keys::keyId)
        .collect(Collectors.toSet());
  }

  private static Predicate<SignedStatement> isOf(Set<String> publishers) {
    return said -> publishers.isEmpty() || publishers.contains(said.keyId());
  }

  /** The latest first. */
  private List<ReceivedStatement> of(String site, String group) {
    return entities
        .createQuery(
            "select s from ReceivedStatement s where s.site = :site and s.group = :group"
                + " order by s.issuedAt desc",
            ReceivedStatement.class)
        .setParameter("site", site)
        .setParameter("group", group)
        .setMaxResults(StatementsBean.KEPT)
        .getResultList();
  }
}
