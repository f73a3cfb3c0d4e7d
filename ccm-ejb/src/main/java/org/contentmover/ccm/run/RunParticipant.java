package org.contentmover.ccm.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.run.NotTaking;
import org.contentmover.core.run.Participant;
import org.contentmover.core.run.Standing;

/**
 * One server of a run: a participant, or one that does not take part ({@code standing} null).
 * Guarded by the run's row.
 */
@Entity
@Table(name = "run_participant")
@IdClass(RunParticipant.Key.class)
class RunParticipant {
  @Id private String run;
  @Id private String server;

  @Enumerated(EnumType.STRING)
  private Standing standing;

  private String reason;
  private boolean unreachable;
  private boolean down;

  @Column(name = "silent_since_ms")
  private long silentSinceMillis;

  protected RunParticipant() {}

  RunParticipant(UUID run, String server) {
    this.run = run.toString();
    this.server = server;
  }

  boolean takesPart() {
    return standing != null;
  }

  Participant participant() {
    return new Participant(
        new ServerName(server), standing, reason, unreachable, down, silentSinceMillis);
  }

  NotTaking notTaking() {
    return new NotTaking(new ServerName(server), reason);
  }

  void set(Participant participant) {
    standing = participant.standing();
    reason = Columns.fit(participant.reason(), 2000);
    unreachable = participant.unreachable();
    down = participant.down();
    silentSinceMillis = participant.silentSinceMillis();
  }

  void set(NotTaking notTaking) {
    standing = null;
    reason = Columns.fit(notTaking.reason(), 2000);
  }

  String server() {
    return server;
  }

  /** Identity. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    String run;
    String server;

    Key() {}

    Key(UUID run, String server) {
      this.run = run.toString();
      this.server = server;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && run.equals(key.run) && server.equals(key.server);
    }

    @Override
    public int hashCode() {
      return 31 * run.hashCode() + server.hashCode();
    }
  }
}
