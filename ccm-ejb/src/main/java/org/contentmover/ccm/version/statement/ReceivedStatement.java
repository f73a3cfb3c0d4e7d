package org.contentmover.ccm.version.statement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.version.statement.view.StatementView;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;

/** A statement whose signature was right when it was handed in. */
@Entity
@Table(name = "publisher_statement")
@IdClass(ReceivedStatement.Key.class)
class ReceivedStatement {
  @Id private String site;

  @Id
  @Column(name = "group_name")
  private String group;

  @Id
  @Column(name = "issued_ms")
  private Instant issuedAt;

  @Column(name = "expires_ms")
  private Instant expiresAt;

  @Column(name = "target_manifest")
  private String targetManifest;

  private String statement;

  @Column(name = "received_ms")
  private Instant receivedAt;

  @Column(name = "received_by")
  private String receivedBy;

  @Column(name = "live_ms")
  private Instant liveSince;

  protected ReceivedStatement() {}

  ReceivedStatement(SignedStatement signed, Instant now, String by) {
    PublisherStatement said = signed.statement();
    this.site = said.hostedSite().value();
    this.group = said.contentGroup().value();
    this.issuedAt = said.issuedAt();
    this.expiresAt = said.expiresAt().orElse(null);
    this.targetManifest = said.target().hex();
    this.statement = signed.text();
    this.receivedAt = now;
    this.receivedBy = Columns.fit(by, 80);
  }

  void wentLive(Instant now) {
    liveSince = liveSince == null ? now : liveSince;
  }

  SignedStatement signed() {
    return SignedStatement.parse(statement);
  }

  boolean hasExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  StatementView view() {
    SignedStatement signed = signed();
    return new StatementView(
        site,
        group,
        targetManifest,
        signed.statement().back().stream().map(ContentHash::hex).toList(),
        signed.keyId(),
        issuedAt,
        expiresAt,
        receivedAt,
        receivedBy,
        liveSince);
  }

  /** Identity. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    String site;
    String group;
    Instant issuedAt;

    Key() {}

    Key(PublisherStatement said) {
      this.site = said.hostedSite().value();
      this.group = said.contentGroup().value();
      this.issuedAt = said.issuedAt();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && site.equals(key.site)
          && group.equals(key.group)
          && issuedAt.equals(key.issuedAt);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * site.hashCode() + group.hashCode()) + issuedAt.hashCode();
    }
  }
}
