package org.contentmover.ccm.version.hot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.VersionKey;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * Which servers are to show hot content (CM-8). Catching up brings it to them, and away again when
 * it has ended. Works in the caller's transaction.
 */
@ApplicationScoped
public class HotPlaces {
  private static final int LISTED = 100;

  @PersistenceContext private EntityManager entities;
  @Inject private ContentStore store;
  @Inject private GroupDirectory groups;
  @Inject private Clock clock;

  /** What the servers of a group are to show that are to show hot content, by their names. */
  public Map<String, GroupShadow> goals(GroupShadow shadow) {
    Map<String, GroupShadow> goals = new HashMap<>();
    for (HotContent hot : active(shadow)) {
      hot.servers().forEach(server -> goals.put(server, hot.goal()));
    }
    return goals;
  }

  /** The trees of hot content that stays when some servers get other, the latest first. */
  public List<ContentHash> treesBeside(GroupShadow shadow, List<String> servers) {
    return active(shadow).stream()
        .filter(hot -> !servers.containsAll(hot.servers()))
        .sorted(Comparator.comparingLong(HotContent::number).reversed())
        .map(hot -> ContentHash.fromHex(hot.manifest()))
        .distinct()
        .toList();
  }

  /** All that is to be shown. */
  public List<HotContentView> shown() {
    return entities
        .createQuery(
            "select h from HotContent h where h.endedAt is null order by h.number",
            HotContent.class)
        .getResultStream()
        .map(HotContent::view)
        .toList();
  }

  /**
   * The versions upon which hot content stands, by its numbers; of all that was ever placed upon
   * what is published or was before.
   */
  public Map<Long, Long> bases(GroupShadow shadow) {
    return entities
        .createQuery(
            "select h.number, h.base from HotContent h where h.site = :site and h.group = :group"
                + " and h.base in (:version, :backup)",
            Object[].class)
        .setParameter("site", shadow.site())
        .setParameter("group", shadow.group())
        .setParameter("version", shadow.version())
        .setParameter("backup", shadow.backup())
        .getResultStream()
        .collect(Collectors.toMap(row -> (Long) row[0], row -> (Long) row[1]));
  }

  /** The version upon which a server that shows this number stands: of hot content its base. */
  public long standsFor(String site, String group, long number) {
    return find(site, group, number).map(HotContent::base).orElse(number);
  }

  /** The tree of hot content, if it is any and still kept. */
  public Optional<Manifest> manifest(String site, String group, long number) {
    Optional<HotContent> found = find(site, group, number);
    try {
      return found.isPresent() && store.refs().get(ref(site, group, number)).isPresent()
          ? Optional.of(store.manifest(ContentHash.fromHex(found.get().manifest())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The latest that was placed on a group, the last one first. */
  public List<HotContentView> list(String site, String group) {
    return entities
        .createQuery(
            "select h from HotContent h where h.site = :site and h.group = :group order by h.number desc",
            HotContent.class)
        .setParameter("site", site)
        .setParameter("group", group)
        .setMaxResults(LISTED)
        .getResultStream()
        .map(HotContent::view)
        .toList();
  }

  /** Places a tree that is in the store; what its servers had until now ends there. */
  public HotContentView place(GroupShadow base, ContentHash tree, NewHotContent order, Actor by)
      throws IOException {
    String site = base.site();
    String group = base.group();
    long number = groups.nextVersion(site, group);
    for (HotContent hot : active(base)) {
      hot.giveUp(order.servers(), "other hot content was placed", clock.instant());
    }
    store.refs().set(ref(site, group, number), tree);
    HotContent placed = new HotContent(base, number, tree.hex(), order, by, clock.instant());
    entities.persist(placed);
    entities.flush();
    return placed.view();
  }

  /** Ends it; empty when it had, or never was. */
  public Optional<HotContentView> takeBack(String site, String group, long number, Actor by) {
    HotContent found =
        entities.find(
            HotContent.class, new VersionKey(site, group, number), LockModeType.PESSIMISTIC_WRITE);
    if (found == null || found.hasEnded()) {
      return Optional.empty();
    }
    found.end("taken back by " + by, clock.instant());
    return Optional.of(found.view());
  }

  /**
   * Something else is published: all hot content of the group ends. Its trees are forgotten with
   * those of versions that are not kept: servers that show it still have its base.
   */
  public void shadowMoved(String site, String group, long version) {
    entities
        .createQuery(
            "select h from HotContent h where h.site = :site and h.group = :group"
                + " and h.base <> :version and h.endedAt is null",
            HotContent.class)
        .setParameter("site", site)
        .setParameter("group", group)
        .setParameter("version", version)
        .getResultStream()
        .forEach(hot -> hot.end("version " + version + " was published", clock.instant()));
  }

  private List<HotContent> active(GroupShadow shadow) {
    return entities
        .createQuery(
            "select h from HotContent h where h.site = :site and h.group = :group"
                + " and h.base = :base and h.endedAt is null order by h.number",
            HotContent.class)
        .setParameter("site", shadow.site())
        .setParameter("group", shadow.group())
        .setParameter("base", shadow.version())
        .getResultList();
  }

  private Optional<HotContent> find(String site, String group, long number) {
    return Optional.ofNullable(
        entities.find(HotContent.class, new VersionKey(site, group, number)));
  }

  private static String ref(String site, String group, long number) {
    return "version/" + site + "/" + group + "/" + number;
  }
}
