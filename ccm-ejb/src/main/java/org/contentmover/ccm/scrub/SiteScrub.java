package org.contentmover.ccm.scrub;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.contentmover.ccm.scrub.view.DriftedPath;
import org.contentmover.ccm.scrub.view.ScrubReport;
import org.contentmover.ccm.scrub.view.SiteScrubView;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.topology.SiteOnServer;

/** The latest scrub of one site on one server. */
@Entity
@Table(name = "site_scrub")
@IdClass(SiteOnServer.class)
class SiteScrub {
  private static final int MOST_PATHS = 100;
  private static final int LONGEST_PATH = 300;

  @Id private String server;
  @Id private String site;

  @Column(name = "ended_ms")
  private Instant endedAt;

  @Column(name = "files_read")
  private long filesRead;

  @Column(name = "bytes_read")
  private long bytesRead;

  private long drifted;

  @Column(name = "since_ms")
  private Instant since;

  @Column(name = "repaired_ms")
  private Instant repairedAt;

  private String problem = "";
  private String paths = "";

  @Version private long version;

  protected SiteScrub() {}

  SiteScrub(String server, String site) {
    this.server = server;
    this.site = site;
    this.endedAt = Instant.EPOCH;
  }

  /** Takes what the server says, unless something newer is known. */
  void told(ScrubReport report) {
    boolean sameScrub = report.endedAt().equals(endedAt);
    if (report.endedAt().isBefore(endedAt) || (sameScrub && repairedAt != null)) {
      return;
    }
    endedAt = report.endedAt();
    filesRead = report.filesRead();
    bytesRead = report.bytesRead();
    drifted = report.drifted();
    repairedAt = report.repairedAt();
    problem = Columns.fit(report.problem(), 2_000);
    List<DriftedPath> named = new ArrayList<>();
    report.versions().stream()
        .sorted(Comparator.comparing(it -> it.live() ? 0 : 1))
        .forEach(it -> named.addAll(it.paths()));
    since = named.stream().map(DriftedPath::since).min(Comparator.naturalOrder()).orElse(null);
    StringBuilder lines = new StringBuilder();
    named.stream().limit(MOST_PATHS).forEach(it -> append(lines, it));
    paths = lines.toString();
  }

  private static void append(StringBuilder lines, DriftedPath drifted) {
    String path = Columns.fit(drifted.path(), LONGEST_PATH).replaceAll("\\p{Cntrl}", "?");
    lines.append(drifted.since().toEpochMilli()).append(' ');
    lines.append(drifted.kind()).append(' ').append(path).append('\n');
  }

  private String state() {
    if (drifted > 0 && repairedAt == null) {
      return "DRIFTED";
    }
    if (!problem.isEmpty()) {
      return "UNCLEAR";
    }
    return drifted == 0 ? "WHOLE" : "REPAIRED";
  }

  SiteScrubView view() {
    return new SiteScrubView(
        server,
        site,
        state(),
        endedAt,
        filesRead,
        bytesRead,
        drifted,
        since,
        repairedAt,
        problem,
        paths.lines().map(SiteScrub::path).toList());
  }

  private static DriftedPath path(String line) {
    String[] words = line.split(" ", 3);
    return new DriftedPath(words[2], words[1], Instant.ofEpochMilli(Long.parseLong(words[0])));
  }
}
