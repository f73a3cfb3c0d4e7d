package org.contentmover.ccm.topology;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.ccm.topology.view.EnrolmentTokenView;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;

/** A one-time token; only the hash of its secret is kept. */
@Entity
@Table(name = "enrolment_token")
class EnrolmentToken {
  @Id private String id;

  @Column(name = "secret_hash")
  private String secretHash;

  private String note;
  private String server;

  @Column(name = "uses_allowed")
  private int usesAllowed;

  @Column(name = "uses_left")
  private int usesLeft;

  @Column(name = "created_ms")
  private Instant createdAt;

  @Column(name = "expires_ms")
  private Instant expiresAt;

  private boolean revoked;

  @Column(name = "created_by")
  private String createdBy;

  @Version private long version;

  protected EnrolmentToken() {}

  EnrolmentToken(
      UUID id, String secretHash, NewEnrolmentToken request, Instant now, String createdBy) {
    this.id = id.toString();
    this.secretHash = secretHash;
    this.note = request.note() == null ? "" : request.note();
    this.server = request.server();
    this.usesAllowed = request.uses();
    this.usesLeft = request.uses();
    this.createdAt = now;
    this.expiresAt = now.plus(request.lifetime());
    this.createdBy = createdBy;
  }

  /** Why this server may not use it, null when it may. */
  String refusal(String name, Instant now) {
    if (revoked) {
      return "it was revoked";
    }
    if (server != null && !server.equals(name)) {
      return "it is bound to server \"" + server + "\"";
    }
    if (usesLeft == 0) {
      return "it is spent";
    }
    return now.isBefore(expiresAt) ? null : "it expired at " + expiresAt;
  }

  void use() {
    usesLeft--;
  }

  void revoke() {
    revoked = true;
  }

  UUID id() {
    return UUID.fromString(id);
  }

  EnrolmentTokenView view() {
    return new EnrolmentTokenView(
        id(), note, server, usesAllowed, usesLeft, createdAt, expiresAt, revoked, createdBy);
  }
}
