package org.contentmover.ccm.site;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.setup.LinesConverter;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.site.view.GroupConfigurationView;
import org.contentmover.ccm.site.view.GroupHooksView;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.view.ServerRole;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.manifest.Manifest;

/**
 * One content group of a site, with its shadow and the numbers of its versions and assignments
 * (CM-13).
 */
@Entity
@Table(name = "content_group")
@IdClass(SiteGroup.Key.class)
class SiteGroup {
  @Id private String site;
  @Id private String name;

  @Enumerated(EnumType.STRING)
  private Membership membership;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(
      name = "content_group_member",
      joinColumns = {
        @JoinColumn(name = "site", referencedColumnName = "site"),
        @JoinColumn(name = "group_name", referencedColumnName = "name")
      })
  @Column(name = "member")
  private Set<String> selected = new HashSet<>();

  @Column(name = "shadow_version")
  private long shadowVersion;

  @Column(name = "shadow_manifest")
  private String shadowManifest;

  @Column(name = "shadow_ms")
  private Instant shadowSince;

  @Column(name = "backup_version")
  private long backupVersion;

  @Column(name = "last_version")
  private long lastVersion;

  @Column(name = "last_sequence")
  private long lastSequence;

  @Column(name = "last_checkpoint")
  private long lastCheckpoint;

  @Convert(converter = LinesConverter.class)
  private List<String> hooks = List.of();

  @Convert(converter = LinesConverter.class)
  private List<String> entries = List.of();

  @Column(name = "hooks_ms")
  private Instant hooksSince;

  private boolean sealed;

  @Convert(converter = LinesConverter.class)
  @Column(name = "sealed_paths")
  private List<String> sealedPaths = List.of();

  @Column(name = "sealing_ms")
  private Instant sealedSince;

  /** What people changed; the version counts what is published as well. */
  private long edits;

  @Version private long version;

  protected SiteGroup() {}

  SiteGroup(String site, String name) {
    this.site = site;
    this.name = name;
  }

  /** That group, or it is not found. */
  static SiteGroup find(EntityManager entities, String site, String name) {
    return find(entities, site, name, LockModeType.NONE);
  }

  /** That group, and nobody else changes it before the end of the transaction. */
  static SiteGroup lock(EntityManager entities, String site, String name) {
    return find(entities, site, name, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * That group for somebody to change, locked: what is published meanwhile takes numbers of it.
   *
   * @param expectedRevision null for any
   */
  static SiteGroup findToChange(
      EntityManager entities, String site, String name, Long expectedRevision) {
    SiteGroup found = lock(entities, site, name);
    Revisions.require("content group", name, expectedRevision, found.revision());
    return found;
  }

  private static SiteGroup find(
      EntityManager entities, String site, String name, LockModeType lock) {
    SiteGroup found =
        site == null || name == null
            ? null
            : entities.find(SiteGroup.class, new Key(site, name), lock);
    if (found == null) {
      throw new NotFound("content group", site + "/" + name);
    }
    return found;
  }

  /** Takes up the numbers of a group of this name that was there before. */
  void continueAfter(FormerGroup former) {
    lastVersion = former.lastVersion();
    lastSequence = former.lastSequence();
    lastCheckpoint = former.lastCheckpoint();
  }

  FormerGroup former() {
    return new FormerGroup(new Key(site, name), lastVersion, lastSequence, lastCheckpoint);
  }

  void choose(Membership newMembership, Collection<String> newSelected) {
    edits++;
    membership = newMembership;
    selected.clear();
    selected.addAll(newSelected);
  }

  boolean includes(ServerState server) {
    return server.role() == ServerRole.BACKEND
        && chooses(server.name(), server.segment(), server.labels());
  }

  /** Whether a back-end server of that name, place and labels belongs to it. */
  boolean chooses(String server, String segment, Map<String, String> labels) {
    return switch (membership) {
      case ALL -> true;
      case SEGMENTS -> selected.contains(segment);
      case SERVERS -> selected.contains(server);
      case LABELS -> new LabelRule(selected).includes(labels);
    };
  }

  void run(List<HookCall> newHooks, Instant now) {
    edits++;
    hooks = newHooks.stream().map(HookLine::format).toList();
    hooksSince = now;
  }

  void seal(boolean newSealed, List<String> newPaths, Instant now) {
    edits++;
    sealed = newSealed;
    sealedPaths = List.copyOf(newPaths);
    sealedSince = now;
  }

  boolean isSealed() {
    return sealed;
  }

  /** Patterns of the paths that are, while it is sealed; none: all. */
  List<String> sealedPaths() {
    return sealedPaths;
  }

  void configure(List<ConfigurationEntry> newEntries) {
    edits++;
    entries = newEntries.stream().map(ConfigurationEntry::line).toList();
  }

  List<ConfigurationEntry> entries() {
    return entries.stream().map(ConfigurationEntry::parse).toList();
  }

  List<HookCall> hooks() {
    return HookLine.parse(hooks);
  }

  /** Since when assignments have these hooks and are sealed so; empty for always. */
  Optional<Instant> writtenSoSince() {
    return Stream.of(hooksSince, sealedSince)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  /**
   * Takes a number.
   *
   * @param last of the site's versions
   */
  long nextVersion(long last) {
    lastVersion = last + 1;
    return lastVersion;
  }

  long lastVersion() {
    return lastVersion;
  }

  /**
   * Leaves numbers out, unless that was done for another assignment of the same time.
   *
   * @param refused the number of an assignment that was too old
   */
  boolean goOnAbove(long version, long refused) {
    if (!NumbersOfServers.isNear(refused, lastSequence)) {
      return false;
    }
    lastSequence = NumbersOfServers.sequencesGoOnAbove(lastSequence);
    lastVersion = Math.max(lastVersion, version);
    return true;
  }

  long nextSequence() {
    return ++lastSequence;
  }

  long nextCheckpoint() {
    return ++lastCheckpoint;
  }

  void moveShadow(long toVersion, String manifest, Instant now) {
    if (toVersion != shadowVersion) {
      backupVersion = shadowVersion;
    }
    shadowVersion = toVersion;
    shadowManifest = manifest;
    shadowSince = now;
  }

  void forgetBackup() {
    backupVersion = 0;
  }

  boolean isPublished() {
    return shadowVersion > 0;
  }

  /** Whether what is published is that there is nothing. */
  boolean isTakenOff() {
    return Manifest.EMPTY.hash().hex().equals(shadowManifest);
  }

  String site() {
    return site;
  }

  String name() {
    return name;
  }

  long revision() {
    return edits;
  }

  GroupShadow shadow() {
    return new GroupShadow(site, name, shadowVersion, shadowManifest, shadowSince, backupVersion);
  }

  GroupHooksView hooksView() {
    return new GroupHooksView(site, name, hooks, edits);
  }

  GroupConfigurationView configurationView() {
    return new GroupConfigurationView(site, name, entries, edits);
  }

  ContentGroupView view(List<String> members) {
    List<String> sorted = selected.stream().sorted().toList();
    return new ContentGroupView(
        site,
        name,
        membership,
        membership == Membership.SEGMENTS ? sorted : List.of(),
        membership == Membership.SERVERS ? sorted : List.of(),
        membership == Membership.LABELS ? sorted : List.of(),
        members,
        shadowVersion,
        shadowSince,
        backupVersion,
        edits);
  }

  /** Identity. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    String site;
    String name;

    Key() {}

    Key(String site, String name) {
      this.site = site;
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && site.equals(key.site) && name.equals(key.name);
    }

    @Override
    public int hashCode() {
      return 31 * site.hashCode() + name.hashCode();
    }
  }
}
