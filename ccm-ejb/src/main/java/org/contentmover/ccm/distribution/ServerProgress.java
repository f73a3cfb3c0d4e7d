package org.contentmover.ccm.distribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.ccm.run.view.ServerProgressView;
import org.contentmover.ccm.setup.Columns;

/** The row of one server's {@link Progress}. */
@Entity
@Table(name = "server_progress")
@IdClass(ServerProgress.Key.class)
class ServerProgress {
  @Id private String distribution;
  @Id private String server;

  /** The segment it is served through, null when it is served by itself. */
  private String segment;

  @Enumerated(EnumType.STRING)
  private ProgressState state;

  private int percent;
  private String outcome;
  private String reason;

  @Column(name = "live_version")
  private long liveVersion;

  @Column(name = "at_ms")
  private Instant at;

  @Version private long version;

  protected ServerProgress() {}

  ServerProgress(UUID distribution, String server, String segment) {
    this.distribution = distribution.toString();
    this.server = server;
    this.segment = segment;
    set(Progress.NONE);
  }

  Progress progress() {
    return new Progress(state, percent, outcome, reason, liveVersion, at);
  }

  void set(Progress progress) {
    state = progress.state();
    percent = progress.percent();
    outcome = progress.outcome();
    reason = Columns.fit(progress.reason(), 2000);
    liveVersion = progress.liveVersion();
    at = progress.at();
  }

  String server() {
    return server;
  }

  String segment() {
    return segment;
  }

  ServerProgressView view(Purpose purpose) {
    return new ServerProgressView(
        server, segment, purpose.name(), state.name(), percent, outcome, reason, liveVersion, at);
  }

  /** Identity. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    String distribution;
    String server;

    Key() {}

    Key(UUID distribution, String server) {
      this.distribution = distribution.toString();
      this.server = server;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && distribution.equals(key.distribution)
          && server.equals(key.server);
    }

    @Override
    public int hashCode() {
      return 31 * distribution.hashCode() + server.hashCode();
    }
  }
}
