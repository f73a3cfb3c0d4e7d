package org.contentmover.ccm.site;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.site.view.StagingAreaView;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.seal.Sealing;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;

/**
 * Sites and content groups for the CCM's other capabilities: members, shadow, numbers. Works in the
 * caller's transaction.
 */
@ApplicationScoped
public class GroupDirectory {
  private static final System.Logger LOG = System.getLogger(GroupDirectory.class.getName());

  @PersistenceContext private EntityManager entities;
  @Inject private ServerDirectory servers;

  /** Servers of the group right now, by name. */
  public List<ServerState> members(String site, String group) {
    SiteGroup found = find(site, group);
    return servers.all().stream().filter(found::includes).toList();
  }

  /** Of the publishers who sign for what may be live on a site; empty when nobody has to. */
  public List<String> publisherKeys(String site) {
    Site found = entities.find(Site.class, site);
    return found == null ? List.of() : found.publisherKeys();
  }

  public GroupShadow shadow(String site, String group) {
    return find(site, group).shadow();
  }

  /** Shadows of the groups something was published to. */
  public List<GroupShadow> published() {
    return groups().stream().filter(SiteGroup::isPublished).map(SiteGroup::shadow).toList();
  }

  /** Groups something was published to, each with its servers right now by name. */
  public Map<GroupShadow, List<ServerState>> publishedMembers() {
    List<ServerState> all = servers.all();
    Map<GroupShadow, List<ServerState>> members = new LinkedHashMap<>();
    for (SiteGroup group : groups()) {
      if (group.isPublished()) {
        members.put(group.shadow(), all.stream().filter(group::includes).toList());
      }
    }
    return members;
  }

  private List<SiteGroup> groups() {
    return entities
        .createQuery("select g from SiteGroup g order by g.site, g.name", SiteGroup.class)
        .getResultList();
  }

  /** All groups each of the servers belongs to, by the server's name. */
  public Map<String, List<GroupShadow>> groupsOf(List<ServerState> members) {
    List<SiteGroup> all = groups();
    Map<String, List<GroupShadow>> found = new HashMap<>();
    for (ServerState server : members) {
      found.put(
          server.name(),
          all.stream().filter(group -> group.includes(server)).map(SiteGroup::shadow).toList());
    }
    return found;
  }

  /**
   * A version number no version of this site had, of whichever group: a server that goes from one
   * group to another still has what the first one brought.
   */
  public long nextVersion(String site, String group) {
    // First the lock: what is read before it may be old.
    long last = lockedLastVersion(site);
    return find(site, group).nextVersion(last);
  }

  /** The number above which versions of a site go on, until the end of the transaction. */
  private long lockedLastVersion(String site) {
    List<SiteGroup> all =
        entities
            .createQuery(
                "select g from SiteGroup g where g.site = :site order by g.name", SiteGroup.class)
            .setParameter("site", site)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    Long former =
        entities
            .createQuery(
                "select max(f.lastVersion) from FormerGroup f where f.site = :site", Long.class)
            .setParameter("site", site)
            .getSingleResult();
    long last = all.stream().mapToLong(SiteGroup::lastVersion).max().orElse(0);
    return NumbersOfServers.versionsGoOnAbove(
        former == null ? last : Math.max(last, former), servers.highestVersion(site));
  }

  /**
   * A server refused an assignment, because it has taken a later one: servers know numbers that
   * this database does not when it was restored from a backup.
   */
  public void sequenceWasTaken(String site, String group, long sequence) {
    long lastVersion = lockedLastVersion(site);
    if (find(site, group).goOnAbove(lastVersion, sequence)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A server has taken a later assignment of "
              + site
              + "/"
              + group
              + " than number "
              + sequence
              + ", as after a restore of the CCM's database from a backup. The next ones have"
              + " higher numbers, and the next version one above "
              + lastVersion
              + ".");
    }
  }

  /** A sequence number above all assignments of this group so far (CM-12). */
  public long nextSequence(String site, String group) {
    return lock(site, group).nextSequence();
  }

  /** A number no checkpoint of this group had. */
  public long nextCheckpoint(String site, String group) {
    return lock(site, group).nextCheckpoint();
  }

  /** How many checkpoints of each group of a site are kept. */
  public int checkpointsKept(String site) {
    Site found = entities.find(Site.class, site);
    return found == null ? Site.CHECKPOINTS_KEPT : found.checkpointsKept();
  }

  /** The hooks that servers of the group are to run from now on (CI-1). */
  public List<HookCall> hooks(String site, String group) {
    return find(site, group).hooks();
  }

  /** How content of the group is to be sealed; empty when it stays plain (CM-5, CM-15). */
  public Optional<Sealing> sealing(String site, String group) {
    SiteGroup found = find(site, group);
    if (!found.isSealed()) {
      return Optional.empty();
    }
    SortedSet<String> boxes =
        servers.all().stream()
            .filter(found::includes)
            .flatMap(server -> server.box().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return Optional.of(new Sealing(boxes, found.sealedPaths()));
  }

  /** The configuration entries of the next version of the group. */
  public List<ConfigurationEntry> entries(String site, String group) {
    return find(site, group).entries();
  }

  /** Since when assignments of the group have these hooks and are sealed so; empty for always. */
  public Optional<Instant> writtenSoSince(String site, String group) {
    return find(site, group).writtenSoSince();
  }

  public void moveShadow(String site, String group, long version, String manifest, Instant now) {
    lock(site, group).moveShadow(version, manifest, now);
  }

  /** There is no version to go back to. */
  public void forgetBackup(String site, String group) {
    lock(site, group).forgetBackup();
  }

  /**
   * Makes decisions about runs of one site happen one after the other, whichever node makes them
   * (SC-3).
   */
  public void lockSite(String site) {
    entities.find(Site.class, site, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * Tells a name nobody gave from one there is nothing of: a list that was asked for by the first
   * is no list.
   *
   * @param site null for any
   * @param group null for any
   */
  public void requireKnown(String site, String group) {
    if (site != null && entities.find(Site.class, site) == null) {
      throw new NotFound("hosted site", site);
    }
    if (group != null
        && groups().stream()
            .filter(known -> site == null || known.site().equals(site))
            .noneMatch(known -> known.name().equals(group))) {
      throw new NotFound("content group", site == null ? group : site + "/" + group);
    }
  }

  public StagingAreaView stagingArea(String name) {
    StagingArea area = entities.find(StagingArea.class, name);
    if (area == null) {
      throw new NotFound("staging area", name);
    }
    return area.view();
  }

  private SiteGroup find(String site, String group) {
    return SiteGroup.find(entities, site, group);
  }

  private SiteGroup lock(String site, String group) {
    return SiteGroup.lock(entities, site, group);
  }
}
