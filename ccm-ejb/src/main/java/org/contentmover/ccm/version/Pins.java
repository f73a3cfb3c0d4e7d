package org.contentmover.ccm.version;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.contentmover.ccm.version.view.PinView;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.manifest.ContentHash;

/**
 * Which versions were withdrawn, so that no job publishes the same tree again by itself (VC-7).
 * Works in the caller's transaction.
 */
@ApplicationScoped
public class Pins {
  @PersistenceContext private EntityManager entities;

  /** Pins a published version; harmless when repeated. */
  public void pin(String site, String group, long number, PinView pin) {
    VersionKey key = new VersionKey(site, group, number);
    PublishedVersion version = entities.find(PublishedVersion.class, key);
    if (version != null && entities.find(PinnedVersion.class, key) == null) {
      entities.persist(new PinnedVersion(key, version.manifest(), pin));
    }
  }

  /** Whether it was pinned. */
  boolean lift(String site, String group, long number) {
    PinnedVersion pinned = entities.find(PinnedVersion.class, new VersionKey(site, group, number));
    if (pinned != null) {
      entities.remove(pinned);
    }
    return pinned != null;
  }

  /** What is published is not withdrawn. */
  void lift(String site, String group, ContentHash manifest, List<ConfigurationEntry> entries) {
    find(site, group, manifest, entries).forEach(entities::remove);
  }

  /** All of a group. */
  public void liftAll(String site, String group) {
    of(site, group).keySet().forEach(number -> lift(site, group, number));
  }

  public Optional<PinView> of(String site, String group, long number) {
    return Optional.ofNullable(
            entities.find(PinnedVersion.class, new VersionKey(site, group, number)))
        .map(PinnedVersion::view);
  }

  /** Why a tree with these entries is not to be published; empty when it may be. */
  public Optional<String> against(
      String site, String group, ContentHash manifest, List<ConfigurationEntry> entries) {
    return withdrawn(site, group, manifest, entries)
        .map(why -> "Not published: " + why + ", or start the run with evenIfPinned.");
  }

  /** Which withdrawn version a tree with these entries is, and what helps; empty for none. */
  public Optional<String> withdrawn(
      String site, String group, ContentHash manifest, List<ConfigurationEntry> entries) {
    return find(site, group, manifest, entries).stream()
        .findFirst()
        .map(
            pinned ->
                "it is what version "
                    + pinned.number()
                    + " was, "
                    + pinned.view().inWords()
                    + ". Change the content, lift the pin of version "
                    + pinned.number());
  }

  private List<PinnedVersion> find(
      String site, String group, ContentHash manifest, List<ConfigurationEntry> entries) {
    return entities
        .createQuery(
            "select p from PinnedVersion p where p.site = :site and p.group = :group"
                + " and p.manifest = :manifest order by p.number desc",
            PinnedVersion.class)
        .setParameter("site", site)
        .setParameter("group", group)
        .setParameter("manifest", manifest.hex())
        .getResultStream()
        .filter(pinned -> entries.equals(entries(site, group, pinned.number())))
        .toList();
  }

  private List<ConfigurationEntry> entries(String site, String group, long number) {
    return entities.find(PublishedVersion.class, new VersionKey(site, group, number)).entries();
  }

  /** All of a group, by the number of the version. */
  Map<Long, PinView> of(String site, String group) {
    return entities
        .createQuery(
            "select p from PinnedVersion p where p.site = :site and p.group = :group",
            PinnedVersion.class)
        .setParameter("site", site)
        .setParameter("group", group)
        .getResultStream()
        .collect(Collectors.toMap(PinnedVersion::number, PinnedVersion::view));
  }
}
