package org.contentmover.ccm.version.statement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.version.statement.view.StatementView;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.interpret.StatementAdmission;

/** Publishers' statements in the database. */
@Stateless
public class StatementsBean implements Statements {
  /** Of each content group; older ones allow nothing that is wanted any more. */
  static final int KEPT = 100;

  private static final String FIELD = "statement";

  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private StatementBook book;
  @Inject private AuditLog audit;
  @Inject private Clock clock;

  @Override
  public List<StatementView> list(String site) {
    return entities
        .createQuery(
            "select s from ReceivedStatement s where s.site = :site"
                + " order by s.receivedAt desc, s.issuedAt desc",
            ReceivedStatement.class)
        .setParameter("site", site)
        .setMaxResults(KEPT)
        .getResultStream()
        .map(ReceivedStatement::view)
        .toList();
  }

  @Override
  public StatementView take(String site, String text, Actor by) {
    SignedStatement signed = parse(text);
    PublisherStatement said = signed.statement();
    if (!said.hostedSite().value().equals(site)) {
      throw new Invalid(FIELD, "for site " + said.hostedSite(), "a statement for site " + site);
    }
    requireSignature(site, signed);
    Instant now = clock.instant();
    requireTimely(site, said, now);
    ReceivedStatement known =
        entities.find(ReceivedStatement.class, new ReceivedStatement.Key(said));
    if (known != null && known.signed().equals(signed)) {
      return known.view();
    }
    if (known != null) {
      throw new Conflict(
          "There is another statement that was issued at the same moment, "
              + said.issuedAt()
              + ". Sign again.");
    }
    ReceivedStatement received = new ReceivedStatement(signed, now, by.name());
    entities.persist(received);
    audit.record(
        by,
        "statement.take",
        site + "/" + said.contentGroup(),
        "manifest " + said.target() + ", signed with key " + signed.keyId());
    entities.flush();
    return received.view();
  }

  private static SignedStatement parse(String text) {
    try {
      return SignedStatement.parse(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw new Invalid(FIELD, e.getMessage(), "the line in the file that ./assignment sign wrote");
    }
  }

  private void requireSignature(String site, SignedStatement signed) {
    List<String> keys = groups.publisherKeys(site);
    if (keys.isEmpty()) {
      throw new Conflict(
          "No publisher signs for site \""
              + site
              + "\". Give the site the public keys of its publishers first.");
    }
    List<PublicKey> publishers = keys.stream().map(Ed25519Keys::decodePublic).toList();
    if (TrustedKeys.of(publishers).find(signed.keyId()).filter(signed::isSignedBy).isEmpty()) {
      throw new Invalid(
          FIELD,
          "a signature of somebody else",
          "one of the publishers of the site: key "
              + String.join(" or ", publishers.stream().map(Ed25519Keys::keyId).toList()));
    }
  }

  private void requireTimely(String site, PublisherStatement said, Instant now) {
    if (said.expiresAt().isPresent() && !now.isBefore(said.expiresAt().get())) {
      throw new Conflict("The statement expired at " + said.expiresAt().get() + ". Sign again.");
    }
    if (said.issuedAt().isAfter(now.plus(StatementAdmission.MOST_AHEAD))) {
      throw new Conflict(
          "The statement was issued at "
              + said.issuedAt()
              + ", more than a day ahead of this CCM's clock: no server takes it. Look at the"
              + " clock of the publisher's machine, and sign again.");
    }
    Instant floor = book.floor(site, said.contentGroup().value());
    if (said.issuedAt().isBefore(floor)) {
      throw new Conflict(
          "The statement was issued at "
              + said.issuedAt()
              + ", and one of "
              + floor
              + " has been live: no server takes it. Look at the clock of the publisher's"
              + " machine, and sign again.");
    }
  }
}
