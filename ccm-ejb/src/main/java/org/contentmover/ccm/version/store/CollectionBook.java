package org.contentmover.ccm.version.store;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.version.store.view.StoreCollectionView;
import org.contentmover.content.store.GarbageCollection.Collected;

/**
 * Records of garbage collections; for work that holds no transaction each call is one of its own.
 */
@Stateless
public class CollectionBook {
  /** A day of hourly ones, and those by hand. */
  private static final int KEPT = 50;

  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private CollectionWork work;

  /** The one that goes on; what another process left is ended. */
  public Optional<StoreCollectionView> running() {
    List<StoreCollection> open =
        entities
            .createQuery(
                "select c from StoreCollection c where c.endedAt is null", StoreCollection.class)
            .getResultList();
    for (StoreCollection it : open) {
      if (!work.isOrdered(it.id())) {
        it.failed(
            clock.instant(),
            "The CCM stopped meanwhile. Nothing that is needed was touched; the next collection"
                + " takes what this one left.");
      }
    }
    return open.stream().filter(it -> !it.isOver()).map(StoreCollection::view).findFirst();
  }

  /** Begins one; whoever begins it sees to it that it is done. */
  public StoreCollectionView begin(Actor by) {
    StoreCollection collection = new StoreCollection(clock.instant(), by.toString());
    entities.persist(collection);
    entities.flush();
    work.order(collection.id());
    return collection.view();
  }

  /** One the CCM does by itself. */
  public UUID beginByItself() {
    return running().orElseGet(() -> begin(Actor.CCM)).id();
  }

  public void ended(UUID id, Collected collected) {
    change(id, it -> it.ended(clock.instant(), collected));
  }

  public void failed(UUID id, String why) {
    change(id, it -> it.failed(clock.instant(), why));
  }

  private void change(UUID id, Consumer<StoreCollection> change) {
    StoreCollection found = entities.find(StoreCollection.class, id.toString());
    if (found != null) {
      change.accept(found);
    }
    List<StoreCollection> old =
        entities
            .createQuery(
                "select c from StoreCollection c order by c.startedAt desc", StoreCollection.class)
            .setFirstResult(KEPT)
            .setMaxResults(KEPT)
            .getResultList();
    old.forEach(entities::remove);
  }
}
