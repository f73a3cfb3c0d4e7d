package org.contentmover.ccm.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.ccm.run.view.RunEventView;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.core.run.RunPhase;

/** One line of a run's history; never changed. */
@Entity
@Table(name = "run_note")
class RunNote {
  @Id
  @SequenceGenerator(name = "run_note", sequenceName = "run_note_seq", allocationSize = 20)
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "run_note")
  private long id;

  /** Read by queries. */
  @SuppressWarnings("UnusedVariable")
  private String run;

  @Column(name = "at_ms")
  private Instant at;

  @Enumerated(EnumType.STRING)
  private RunPhase phase;

  private String text;

  protected RunNote() {}

  RunNote(UUID run, Instant at, RunPhase phase, String text) {
    this.run = run.toString();
    this.at = at;
    this.phase = phase;
    this.text = Columns.fit(text, 4000);
  }

  RunEventView view() {
    return new RunEventView(id, at, phase.name(), text);
  }
}
