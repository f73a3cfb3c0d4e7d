package org.contentmover.ccm.topology;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.topology.view.SiteFacts;

/** What one server shows of one hosted site. */
@Entity
@Table(name = "server_site")
@IdClass(SiteOnServer.class)
class ServerSite {
  @Id String server;
  @Id String site;

  @Column(name = "group_name")
  String group;

  @Column(name = "live_version")
  private long reportedVersion;

  @Column(name = "staged_version")
  long stagedVersion;

  @Column(name = "backup_version")
  long backupVersion;

  String problem;

  @Column(name = "confirmed_version")
  private Long confirmedVersion;

  @Column(name = "confirmed_over")
  private Long confirmedOver;

  @Column(name = "confirmed_ms")
  private Instant confirmedAt;

  protected ServerSite() {}

  ServerSite(String server, String site, String group) {
    this.server = server;
    this.site = site;
    this.group = group;
  }

  void reported(SiteFacts facts, Instant now) {
    LiveVersion live = live().reported(facts.liveVersion(), now);
    set(live);
    group = facts.group();
    stagedVersion = facts.stagedVersion();
    backupVersion = facts.backupVersion();
    problem = facts.problem() == null ? null : Columns.fit(facts.problem(), 2000);
  }

  void movedTo(String newGroup) {
    group = newGroup;
  }

  void confirmed(long live, Instant now) {
    set(live().confirmed(live, now));
  }

  long liveVersion(Instant now) {
    return live().at(now);
  }

  private LiveVersion live() {
    return new LiveVersion(reportedVersion, confirmedVersion, confirmedOver, confirmedAt);
  }

  private void set(LiveVersion live) {
    reportedVersion = live.reported();
    confirmedVersion = live.confirmed();
    confirmedOver = live.over();
    confirmedAt = live.confirmedAt();
  }
}
