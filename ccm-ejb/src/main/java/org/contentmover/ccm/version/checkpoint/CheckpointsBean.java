package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.checkpoint.view.CheckpointChange;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;

/** Checkpoints in the database, their content in the store. */
@Stateless
public class CheckpointsBean implements Checkpoints {
  private static final int MAX_NAME = 100;
  private static final int MAX_NOTE = 2_000;

  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private ContentStore store;
  @Inject private AuditLog audit;
  @Inject private Clock clock;
  @Inject private Event<CheckpointWanted> wanted;
  @Inject private Event<CheckpointGone> gone;

  @Override
  public Page<CheckpointView> list(String site, String group, PageRequest page) {
    String where =
        " where 1 = 1"
            + (site == null ? "" : " and c.site = :site")
            + (group == null ? "" : " and c.group = :group");
    List<CheckpointView> items =
        of(
                site,
                group,
                entities.createQuery(
                    "select c from Checkpoint c"
                        + where
                        + " order by c.createdAt desc, c.site, c.group, c.number desc",
                    Checkpoint.class))
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(Checkpoint::view)
            .toList();
    long total =
        of(
                site,
                group,
                entities.createQuery("select count(c) from Checkpoint c" + where, Long.class))
            .getSingleResult();
    if (total == 0) {
      groups.requireKnown(site, group);
    }
    return Page.of(items, page, total);
  }

  private static <T> TypedQuery<T> of(String site, String group, TypedQuery<T> query) {
    if (site != null) {
      query.setParameter("site", site);
    }
    if (group != null) {
      query.setParameter("group", group);
    }
    return query;
  }

  @Override
  public CheckpointView view(UUID id) {
    return find(id, LockModeType.NONE).view();
  }

  @Override
  public CheckpointView create(NewCheckpoint request, Actor by) {
    return ofPublished(request, false, by);
  }

  @Override
  public CheckpointView createScheduled(String site, String group) {
    return ofPublished(new NewCheckpoint(site, group, null, null, null), true, Actor.CCM);
  }

  private CheckpointView ofPublished(NewCheckpoint request, boolean scheduled, Actor by) {
    requireGroup(request);
    GroupShadow shadow = groups.shadow(request.site(), request.group());
    if (shadow.version() == 0) {
      throw new Conflict(
          "Nothing was published to content group "
              + request.site()
              + "/"
              + request.group()
              + " yet; there is nothing to keep. Publish first.");
    }
    CheckpointView made = make(request, scheduled, shadow.version(), shadow.manifest(), by);
    audit.record(by, "checkpoint.create", title(made), "version " + shadow.version());
    return made;
  }

  @Override
  public CheckpointView ofContent(ContentHash manifest, NewCheckpoint request, Actor by) {
    CheckpointView made = make(request, false, 0, manifest.hex(), by);
    audit.record(by, "checkpoint.import", title(made), manifest.hex());
    return made;
  }

  /** Not left to who looks the group up: what is missing is no group of that name. */
  static void requireGroup(NewCheckpoint request) {
    Names.site("site", request.site());
    Names.group("group", request.group());
  }

  private static String title(CheckpointView made) {
    return "\"" + made.name() + "\" of " + made.site() + "/" + made.group();
  }

  private CheckpointView make(
      NewCheckpoint request, boolean scheduled, long contentVersion, String manifest, Actor by) {
    String site = request.site();
    String group = request.group();
    long number = groups.nextCheckpoint(site, group);
    boolean named = request.name() != null && !request.name().isBlank();
    String kind = scheduled ? "scheduled " : "checkpoint ";
    // An imported one may have the name of a number that is still to come.
    while (!named && isTaken(site, group, kind + number)) {
      number = groups.nextCheckpoint(site, group);
    }
    String name = named ? text("name", request.name(), MAX_NAME) : kind + number;
    requireFree(site, group, name);
    Instant now = clock.instant();
    Checkpoint checkpoint =
        new Checkpoint(
            new Checkpoint.Subject(
                site, group, number, name, text("note", request.note(), MAX_NOTE)),
            Boolean.TRUE.equals(request.pinned()),
            contentVersion,
            manifest);
    checkpoint.madeBy(by.toString(), now);
    if (scheduled) {
      checkpoint.bySchedule();
    }
    int attempt = checkpoint.begin(now);
    entities.persist(checkpoint);
    keepContent(checkpoint);
    wanted.fire(new CheckpointWanted(checkpoint.id(), attempt));
    entities.flush();
    return checkpoint.view();
  }

  /** In this transaction, so that no checkpoint is told of whose content nothing refers to. */
  private void keepContent(Checkpoint checkpoint) {
    try {
      store
          .refs()
          .set(CheckpointRefs.of(checkpoint.id()), ContentHash.fromHex(checkpoint.manifest()));
    } catch (IOException e) {
      throw new Conflict(
          "Checkpoint "
              + checkpoint.title()
              + " cannot be made: "
              + e.getMessage()
              + ". Nothing was kept.");
    }
  }

  @Override
  public CheckpointView change(UUID id, CheckpointChange change, Long expectedRevision, Actor by) {
    Checkpoint checkpoint = find(id, LockModeType.PESSIMISTIC_WRITE);
    Revisions.require("checkpoint", checkpoint.name(), expectedRevision, checkpoint.revision());
    String name = text("name", change.name(), MAX_NAME);
    if (name.isEmpty()) {
      throw new Invalid("name", change.name(), "1 to " + MAX_NAME + " characters");
    }
    if (!name.equals(checkpoint.name())) {
      requireFree(checkpoint.site(), checkpoint.group(), name);
    }
    boolean pinned = Boolean.TRUE.equals(change.pinned());
    checkpoint.change(name, text("note", change.note(), MAX_NOTE), pinned);
    audit.record(by, "checkpoint.change", checkpoint.title(), pinned ? "pinned" : "");
    entities.flush();
    return checkpoint.view();
  }

  @Override
  public void remove(UUID id, Actor by) {
    Checkpoint checkpoint = find(id, LockModeType.PESSIMISTIC_WRITE);
    if (checkpoint.isPinned()) {
      throw new Conflict(
          "Checkpoint " + checkpoint.title() + " is pinned. Take the pin away, then remove it.");
    }
    entities.remove(checkpoint);
    gone.fire(new CheckpointGone(id));
    audit.record(by, "checkpoint.remove", checkpoint.title(), "");
  }

  private boolean isTaken(String site, String group, String name) {
    return entities
            .createQuery(
                "select count(c) from Checkpoint c where c.site = :site and c.group = :group"
                    + " and c.name = :name",
                Long.class)
            .setParameter("site", site)
            .setParameter("group", group)
            .setParameter("name", name)
            .getSingleResult()
        > 0;
  }

  @Override
  public void requireFree(String site, String group, String name) {
    if (isTaken(site, group, name)) {
      throw new Conflict(
          "There is a checkpoint \"" + name + "\" of " + site + "/" + group + " already.");
    }
  }

  private static String text(String field, String given, int most) {
    String value = given == null ? "" : given.strip();
    if (value.length() > most
        || value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r')) {
      throw new Invalid(field, given, "at most " + most + " characters, no control characters");
    }
    return value;
  }

  private Checkpoint find(UUID id, LockModeType lock) {
    Checkpoint found = id == null ? null : entities.find(Checkpoint.class, id.toString(), lock);
    if (found == null) {
      throw new NotFound("checkpoint", id);
    }
    return found;
  }
}
