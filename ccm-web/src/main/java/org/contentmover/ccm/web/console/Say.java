package org.contentmover.ccm.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.contentmover.ccm.run.view.PreviewChangesView;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.ServerCondition;
import org.contentmover.ccm.version.checkpoint.view.CheckpointStatus;

/** {@link Wording} and tones for the pages, which know it as {@code say}. */
@Named
@ApplicationScoped
public class Say {
  public String ago(Instant time) {
    return Wording.ago(time, Instant.now());
  }

  public String clock(Instant time) {
    return Wording.clock(time);
  }

  public String bytes(long bytes) {
    return Wording.bytes(bytes);
  }

  public String word(Object constant) {
    return Wording.word(constant);
  }

  public String run(RunSummary run) {
    return Wording.run(run);
  }

  public String version(long version) {
    return Wording.version(version);
  }

  /** "a, b"; empty for none. */
  public String list(List<String> items) {
    return String.join(", ", items);
  }

  public String counted(long count, String one) {
    return Wording.counted(count, one);
  }

  public String millis(long millis) {
    return Wording.length(Duration.ofMillis(millis));
  }

  /** How long a run took, or takes so far. */
  public String took(RunSummary run) {
    Instant end = run.endedAt() == null ? Instant.now() : run.endedAt();
    return Wording.length(Duration.between(run.startedAt(), end));
  }

  public String preview(PreviewView preview) {
    return Wording.preview(preview);
  }

  /** What would be sent. */
  public String travels(PreviewChangesView changes) {
    return Wording.travels(changes);
  }

  public Tone previewStatus(String status) {
    return switch (status) {
      case "READY" -> Tone.GOOD;
      case "NOTHING_TO_DO" -> Tone.IDLE;
      case "FAILED" -> Tone.BAD;
      default -> Tone.BUSY;
    };
  }

  public Tone phase(String phase) {
    return switch (phase) {
      case "SUCCEEDED" -> Tone.GOOD;
      case "PARTIAL" -> Tone.WARN;
      case "FAILED" -> Tone.BAD;
      case "ABORTED" -> Tone.IDLE;
      default -> Tone.BUSY;
    };
  }

  public Tone checkpoint(CheckpointStatus status) {
    return switch (status) {
      case COMPLETE -> Tone.GOOD;
      case CHECKING -> Tone.BUSY;
      case FAILED -> Tone.BAD;
    };
  }

  public Tone condition(ServerCondition condition) {
    return switch (condition) {
      case UP -> Tone.GOOD;
      case STAGING -> Tone.BUSY;
      case STALE -> Tone.WARN;
      case FAILED, DOWN -> Tone.BAD;
    };
  }

  public Tone freshness(Freshness freshness) {
    return switch (freshness) {
      case CURRENT -> Tone.GOOD;
      case CATCHING_UP -> Tone.BUSY;
      case STALE -> Tone.WARN;
      case UNKNOWN -> Tone.IDLE;
    };
  }
}
