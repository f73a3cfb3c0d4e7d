package org.contentmover.ccm.version.store;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;

/**
 * Which content the database refers to: shadows, checkpoints, plans and assignments of runs in
 * progress. The store's own references (shadows and versions that are kept) come on top. Read
 * committed, in a transaction of its own each time.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StoreRoots {
  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private ContentStore store;

  @Inject private ServerDirectory servers;

  /** Who needs which content. */
  public record Needed(String what, String site, ContentHash manifest) {}

  /** All versions that are kept, and checkpoints: what administrators count on. */
  public List<Needed> needed() {
    List<Needed> all = new ArrayList<>();
    for (GroupShadow shadow : groups.published()) {
      all.add(
          new Needed(
              "published to " + shadow.site() + "/" + shadow.group(),
              shadow.site(),
              ContentHash.fromHex(shadow.manifest())));
    }
    for (Object[] row :
        rows("select c.site, c.group, c.name, c.manifest from Checkpoint c where c.problem = ''")) {
      String what = "checkpoint \"" + row[2] + "\" of " + row[0] + "/" + row[1];
      all.add(new Needed(what, (String) row[0], ContentHash.fromHex((String) row[3])));
    }
    try {
      for (Map.Entry<String, ContentHash> version : store.refs().list("version/").entrySet()) {
        String[] name = version.getKey().split("/");
        all.add(
            new Needed(
                "version " + name[3] + " of " + name[1] + "/" + name[2],
                name[1],
                version.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The references of the content store cannot be read", e);
    }
    return all;
  }

  /** Every server that may have some of it. */
  public List<ServerState> servers() {
    return servers.all();
  }

  /** Who needs it, for people, and the manifest. */
  public Map<String, ContentHash> manifests() {
    Map<String, ContentHash> roots = new TreeMap<>();
    for (GroupShadow shadow : groups.published()) {
      add(roots, "what is published to " + shadow.site() + "/" + shadow.group(), shadow.manifest());
    }
    for (Object[] row :
        rows("select c.site, c.group, c.name, c.manifest from Checkpoint c where c.problem = ''")) {
      add(roots, "checkpoint \"" + row[2] + "\" of " + row[0] + "/" + row[1], row[3]);
    }
    for (Object[] row :
        rows(
            "select p.run, p.targetManifest from PublishPlan p, Run r"
                + " where p.targetManifest is not null and r.id = p.run and r.endedAt is null")) {
      add(roots, "run " + row[0], row[1]);
    }
    for (Object[] row :
        rows(
            "select r.id, r.sourceManifest from Run r"
                + " where r.sourceManifest is not null and r.endedAt is null")) {
      add(roots, "restore " + row[0], row[1]);
    }
    for (Object[] row :
        rows(
            "select a.id, a.targetManifest from StoredAssignment a, Run r"
                + " where r.id = a.run and r.endedAt is null")) {
      // Orders may name a version without naming its content.
      if (store.contains(ContentHash.fromHex((String) row[1]))) {
        add(roots, "assignment " + row[0], row[1]);
      }
    }
    return roots;
  }

  private List<Object[]> rows(String query) {
    return entities.createQuery(query, Object[].class).getResultList();
  }

  private static void add(Map<String, ContentHash> roots, String what, Object manifest) {
    roots.put(what, ContentHash.fromHex((String) manifest));
  }
}
