package org.contentmover.ccm.version;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;

/**
 * What stands in the trees that assignments led a content group to. The store itself knows no
 * groups: who may have a content because he has a version of it is decided here (CI-7, CM-5).
 *
 * <p>Wants no transaction: the first question about a version takes as long as reading its
 * manifest. Safe for any thread.
 */
@ApplicationScoped
public class VersionContents {
  @PersistenceContext private EntityManager entities;
  @Inject private ContentStore store;

  /** Repairs ask for many contents of one version, one after the other. */
  private final KnownManifests manifests = new KnownManifests(hash -> store.manifest(hash));

  /** Whether a version of the group has a file of this content at this path. */
  public boolean has(String site, String group, long version, String path, ContentHash content) {
    return entities
        .createQuery(
            "select distinct a.targetManifest from StoredAssignment a where a.site = :site"
                + " and a.group = :group and a.targetVersion = :version",
            String.class)
        .setParameter("site", site)
        .setParameter("group", group)
        .setParameter("version", version)
        .getResultList()
        .stream()
        .anyMatch(manifest -> has(ContentHash.fromHex(manifest), path, content));
  }

  private boolean has(ContentHash manifest, String path, ContentHash content) {
    try {
      return manifests
          .get(manifest)
          .find(path)
          .filter(entry -> entry.isFile() && entry.sha256().equals(content))
          .isPresent();
    } catch (IOException e) {
      return false; // The store has forgotten the version, and its content with it.
    }
  }
}
