package org.contentmover.ccm.version;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * Which assignments and versions exist, and which version is the shadow (VC-1, VC-3). Works in the
 * caller's transaction; what it does in the content store may be repeated without harm, so that a
 * crash between the two leaves nothing wrong.
 */
@ApplicationScoped
public class VersionLedger {
  @PersistenceContext private EntityManager entities;
  @Inject private ContentStore store;
  @Inject private GroupDirectory groups;
  @Inject private Pins pins;
  @Inject private StatementBook statements;
  @Inject private CcmConfiguration configuration;
  @Inject private Clock clock;

  /** Makes a written assignment known. */
  public AssignmentView register(WrittenAssignment written, UUID run) {
    return register(written, run, List.of());
  }

  /** As above, with the configuration entries of the version it makes. */
  public AssignmentView register(
      WrittenAssignment written, UUID run, List<ConfigurationEntry> entries) {
    StoredAssignment assignment = new StoredAssignment(written, run, entries);
    entities.persist(assignment);
    // Rows that refer to it follow.
    entities.flush();
    return assignment.view();
  }

  /** The youngest assignment of a run that has one of these types. */
  public Optional<AssignmentView> ofRun(UUID run, Set<AssignmentType> types) {
    return entities
        .createQuery(
            "select a from StoredAssignment a where a.run = :run and a.type in :types order by a.sequence desc",
            StoredAssignment.class)
        .setParameter("run", run.toString())
        .setParameter("types", types)
        .setMaxResults(1)
        .getResultStream()
        .map(StoredAssignment::view)
        .findFirst();
  }

  /**
   * The latest catch-up assignment made before that still serves: same base and target, made since
   * that version was published, because servers took higher sequences than before, and since the
   * hooks or the sealing were changed; good for an hour more, refused by nobody. Single servers may
   * have been given later ones since.
   */
  public Optional<AssignmentView> reusable(GroupShadow shadow, long baseVersion) {
    Instant since =
        groups
            .writtenSoSince(shadow.site(), shadow.group())
            .filter(shadow.since()::isBefore)
            .orElse(shadow.since());
    return entities
        .createQuery(
            "select a from StoredAssignment a where a.site = :site and a.group = :group and a.baseVersion = :base"
                + " and a.targetVersion = :target and a.run is null and a.spoiledAt is null and a.prunedAt is null"
                + " and a.expiresAt > :soon and a.createdAt >= :since order by a.sequence desc",
            StoredAssignment.class)
        .setParameter("site", shadow.site())
        .setParameter("group", shadow.group())
        .setParameter("base", baseVersion)
        .setParameter("target", shadow.version())
        .setParameter("since", since)
        .setParameter("soon", clock.instant().plusSeconds(3_600))
        .setMaxResults(1)
        .getResultStream()
        .map(StoredAssignment::view)
        .findFirst();
  }

  /** A server refused it: nobody else gets it. */
  public void spoil(UUID assignment) {
    StoredAssignment found = entities.find(StoredAssignment.class, assignment.toString());
    if (found != null) {
      found.spoil(clock.instant());
    }
  }

  /** The manifest a version had, if the version and its content are still known. */
  public Optional<Manifest> manifest(String site, String group, long number) {
    Optional<ContentHash> hash = kept(site, group, number);
    try {
      return hash.isPresent() ? Optional.of(store.manifest(hash.get())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The hash of the manifest of a version whose content is kept. Without its reference it is
   * garbage, whether it is still there or not.
   */
  public Optional<ContentHash> kept(String site, String group, long number) {
    try {
      return store.refs().get(versionRef(site, group, number)).isPresent()
          ? manifestHash(site, group, number)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The hash of the manifest a version had, if the version is still known. */
  public Optional<ContentHash> manifestHash(String site, String group, long number) {
    return Optional.ofNullable(
            entities.find(PublishedVersion.class, new VersionKey(site, group, number)))
        .map(version -> ContentHash.fromHex(version.manifest()));
  }

  /** The configuration entries a version has; none if it is not known. */
  public List<ConfigurationEntry> entries(String site, String group, long number) {
    PublishedVersion version =
        entities.find(PublishedVersion.class, new VersionKey(site, group, number));
    return version == null ? List.of() : version.entries();
  }

  /** The manifest of what an assignment leads to. */
  public ContentHash targetManifest(UUID assignment) {
    return ContentHash.fromHex(
        entities.find(StoredAssignment.class, assignment.toString()).targetManifest());
  }

  /**
   * Makes what an assignment of a run led to the shadow of its group, and records the version;
   * harmless when repeated.
   */
  public void moveShadow(AssignmentView assignment) throws IOException {
    String site = assignment.site();
    String group = assignment.group();
    long number = assignment.targetVersion();
    ContentHash hash = targetManifest(assignment.id());
    store.refs().set(versionRef(site, group, number), hash);
    store.refs().set(shadowRef(site, group), hash);
    Instant now = clock.instant();
    VersionKey key = new VersionKey(site, group, number);
    if (entities.find(PublishedVersion.class, key) == null) {
      Manifest manifest = store.manifest(hash);
      long files = manifest.entries().stream().filter(entry -> entry.isFile()).count();
      entities.persist(
          new PublishedVersion(
              key,
              assignment.run(),
              assignment.id(),
              now,
              files,
              manifest.contentBytes(),
              hash.hex(),
              entities.find(StoredAssignment.class, assignment.id().toString()).entries()));
    }
    groups.moveShadow(site, group, number, hash.hex(), now);
    pins.lift(site, group, hash, entries(site, group, number));
    statements.wentLive(site, group, hash);
  }

  /**
   * Forgets the content of versions beyond those kept, but of what is published and what a rollback
   * leads to; their snapshots stay.
   */
  public void pruneVersions(String site, String group) throws IOException {
    Set<String> kept = new HashSet<>();
    entities
        .createQuery(
            "select v.number from PublishedVersion v where v.site = :site and v.group = :group"
                + " order by v.number desc",
            Long.class)
        .setParameter("site", site)
        .setParameter("group", group)
        .setMaxResults(configuration.versionsKept())
        .getResultStream()
        .forEach(number -> kept.add(versionRef(site, group, number)));
    GroupShadow shadow = groups.shadow(site, group);
    kept.add(versionRef(site, group, shadow.version()));
    kept.add(versionRef(site, group, shadow.backup()));
    forgetAllBut(site, group, kept);
  }

  /** Forgets the content of all versions but one; their snapshots and pins stay. */
  public void forgetAllBut(String site, String group, long number) throws IOException {
    forgetAllBut(site, group, Set.of(versionRef(site, group, number)));
  }

  private void forgetAllBut(String site, String group, Set<String> kept) throws IOException {
    for (String name : store.refs().list("version/" + site + "/" + group + "/").keySet()) {
      if (!kept.contains(name)) {
        store.refs().remove(name);
      }
    }
  }

  /** Forgets all versions of a group that is no more; harmless when repeated. */
  public void forgetGroup(String site, String group) throws IOException {
    for (String name : store.refs().list("version/" + site + "/" + group + "/").keySet()) {
      store.refs().remove(name);
    }
    store.refs().remove(shadowRef(site, group));
  }

  private static String shadowRef(String site, String group) {
    return "shadow/" + site + "/" + group;
  }

  private static String versionRef(String site, String group, long number) {
    return "version/" + site + "/" + group + "/" + number;
  }
}
