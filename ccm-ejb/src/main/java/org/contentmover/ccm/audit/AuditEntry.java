package org.contentmover.ccm.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.setup.Columns;

/** One line of the audit log; never changed. */
@Entity
@Table(name = "audit_entry")
class AuditEntry {
  @Id
  @SequenceGenerator(name = "audit_entry", sequenceName = "audit_entry_seq", allocationSize = 20)
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "audit_entry")
  private long id;

  @Column(name = "at_ms")
  private Instant at;

  @Column(name = "actor_kind")
  private String actorKind;

  private String actor;
  private String action;
  private String subject;
  private String detail;

  protected AuditEntry() {}

  AuditEntry(Instant at, Actor by, String action, String subject, String detail) {
    this.at = at;
    this.actorKind = by.kind().name();
    this.actor = Columns.fit(by.name(), 63);
    this.action = action;
    this.subject = Columns.fit(subject, 400);
    this.detail = Columns.fit(detail, 2000);
  }

  AuditEntryView view() {
    return new AuditEntryView(id, at, actorKind, actor, action, subject, detail);
  }
}
