package org.contentmover.ccm.version.hot;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.setup.LinesConverter;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.VersionKey;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;

/** Hot content of one content group, and what became of it. */
@Entity
@Table(name = "hot_content")
@IdClass(VersionKey.class)
class HotContent {
  @Id private String site;

  @Id
  @Column(name = "group_name")
  private String group;

  @Id
  @Column(name = "version_number")
  private long number;

  @Column(name = "base_version")
  private long base;

  private String manifest;

  @Column(name = "staging_area")
  private String stagingArea;

  @Convert(converter = LinesConverter.class)
  private List<String> paths = List.of();

  @Convert(converter = LinesConverter.class)
  private List<String> servers = List.of();

  private String reason;

  @Column(name = "placed_by")
  private String by;

  @Column(name = "since_ms")
  private Instant since;

  @Column(name = "ended_ms")
  private Instant endedAt;

  private String ended = "";

  @Version private long version;

  protected HotContent() {}

  HotContent(
      GroupShadow base, long number, String manifest, NewHotContent order, Actor by, Instant now) {
    this.site = base.site();
    this.group = base.group();
    this.number = number;
    this.base = base.version();
    this.manifest = manifest;
    this.stagingArea = order.stagingArea();
    this.paths = order.paths();
    this.servers = order.servers();
    this.reason = order.reason();
    this.by = by.toString();
    this.since = now;
  }

  long number() {
    return number;
  }

  long base() {
    return base;
  }

  String manifest() {
    return manifest;
  }

  List<String> servers() {
    return servers;
  }

  boolean hasEnded() {
    return endedAt != null;
  }

  void end(String why, Instant now) {
    endedAt = now;
    ended = why;
  }

  /** Some of its servers get other hot content. */
  void giveUp(List<String> taken, String why, Instant now) {
    List<String> left = servers.stream().filter(server -> !taken.contains(server)).toList();
    if (left.isEmpty()) {
      end(why, now);
    } else {
      servers = left;
    }
  }

  /** What its servers are to show: by way of what is published. */
  GroupShadow goal() {
    return new GroupShadow(site, group, number, manifest, since, base);
  }

  HotContentView view() {
    return new HotContentView(
        site,
        group,
        number,
        base,
        stagingArea,
        List.copyOf(paths),
        List.copyOf(servers),
        reason,
        by,
        since,
        endedAt,
        ended,
        "");
  }
}
