package org.contentmover.ccm.version.preview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.core.manifest.ChangedPath;

/** Previews as those see them who want them. Works in the caller's transaction. */
@ApplicationScoped
public class Previews {
  /** Each may read a whole staging area, and needs room for what it tries. */
  static final int MOST_AT_ONCE = 4;

  static final int KEPT = 50;

  /** When a preview is forgotten at the latest. */
  public static final Duration KEPT_FOR = Duration.ofDays(1);

  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private Event<PreviewWanted> wanted;

  /**
   * Begins one.
   *
   * @throws Conflict when too many are made at the moment
   */
  public Previewed begin(PreviewOrder order, String by) {
    List<Preview> latest = latest(0, KEPT + MOST_AT_ONCE);
    latest.forEach(it -> it.settle(clock.instant()));
    if (latest.stream().filter(Preview::isWorkedOn).count() >= MOST_AT_ONCE) {
      throw new Conflict(
          MOST_AT_ONCE + " previews are being made. Wait for the end of one, and ask again.");
    }
    latest.stream().skip(KEPT - 1).filter(it -> !it.isWorkedOn()).forEach(entities::remove);
    Preview preview = new Preview(UUID.randomUUID(), order, clock.instant(), by);
    entities.persist(preview);
    entities.flush();
    wanted.fire(new PreviewWanted(preview.id()));
    return preview.view();
  }

  public Optional<Previewed> find(UUID id) {
    Optional<Preview> found = Optional.ofNullable(entities.find(Preview.class, id.toString()));
    found.ifPresent(it -> it.settle(clock.instant()));
    return found.map(Preview::view);
  }

  /** The latest first. */
  public Page<Previewed> list(PageRequest page) {
    List<Preview> found = latest(page.offset(), page.limit());
    found.forEach(it -> it.settle(clock.instant()));
    long total =
        entities.createQuery("select count(p) from Preview p", Long.class).getSingleResult();
    return Page.of(found.stream().map(Preview::view).toList(), page, total);
  }

  private List<Preview> latest(int offset, int most) {
    return entities
        .createQuery("select p from Preview p order by p.startedAt desc, p.id", Preview.class)
        .setFirstResult(offset)
        .setMaxResults(most)
        .getResultList();
  }

  /**
   * The paths that are named, in the order of what becomes of them.
   *
   * @param kind null for all
   */
  public Page<ChangedPath> paths(UUID id, ChangedPath.Kind kind, PageRequest page) {
    String where = " where p.preview = :preview" + (kind == null ? "" : " and p.kind = :kind");
    List<ChangedPath> paths =
        set(
                entities.createQuery(
                    "select p from PreviewPath p" + where + " order by p.number",
                    PreviewPath.class),
                id,
                kind)
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(PreviewPath::view)
            .toList();
    long total =
        set(
                entities.createQuery("select count(p) from PreviewPath p" + where, Long.class),
                id,
                kind)
            .getSingleResult();
    return Page.of(paths, page, total);
  }

  private static <T> TypedQuery<T> set(TypedQuery<T> query, UUID id, ChangedPath.Kind kind) {
    query.setParameter("preview", id.toString());
    return kind == null ? query : query.setParameter("kind", kind);
  }
}
