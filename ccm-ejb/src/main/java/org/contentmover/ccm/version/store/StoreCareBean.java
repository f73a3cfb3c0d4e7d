package org.contentmover.ccm.version.store;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.version.store.view.StoreCheckView;
import org.contentmover.ccm.version.store.view.StoreCollectionView;
import org.contentmover.ccm.version.store.view.StoreLossView;
import org.contentmover.ccm.version.store.view.StoreSizeView;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.StoreSize;

/** The content store, with the records of its care in the database. */
@Stateless
public class StoreCareBean implements StoreCare {
  @PersistenceContext private EntityManager entities;
  @Inject private ContentStore store;
  @Inject private CollectionBook book;
  @Inject private AuditLog audit;
  @Inject private Event<CollectionWanted> wanted;
  @Inject private CheckBook checks;
  @Inject private Event<CheckWanted> checkWanted;

  @Override
  public StoreSizeView size() {
    try {
      StoreSize size = store.size();
      return new StoreSizeView(
          size.contents(), size.contentBytes(), size.packs(), size.packBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The content store cannot be looked at", e);
    }
  }

  @Override
  public Page<StoreCollectionView> collections(PageRequest page) {
    List<StoreCollectionView> items =
        entities
            .createQuery(
                "select c from StoreCollection c order by c.startedAt desc, c.id",
                StoreCollection.class)
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(StoreCollection::view)
            .toList();
    return Page.of(items, page, count("select count(c) from StoreCollection c"));
  }

  @Override
  public StoreCollectionView collection(UUID id) {
    StoreCollection found = id == null ? null : entities.find(StoreCollection.class, id.toString());
    if (found == null) {
      throw new NotFound("garbage collection", id);
    }
    return found.view();
  }

  @Override
  public StoreCollectionView collect(Actor by) {
    return book.running()
        .orElseGet(
            () -> {
              StoreCollectionView begun = book.begin(by);
              audit.record(by, "content-store.collect", begun.id().toString(), "");
              wanted.fire(new CollectionWanted(begun.id()));
              return begun;
            });
  }

  @Override
  public Page<StoreCheckView> verifications(PageRequest page) {
    List<StoreCheckView> items =
        entities
            .createQuery(
                "select c from StoreCheck c order by c.startedAt desc, c.id", StoreCheck.class)
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(StoreCheck::view)
            .toList();
    return Page.of(items, page, count("select count(c) from StoreCheck c"));
  }

  @Override
  public StoreCheckView verification(UUID id) {
    StoreCheck found = id == null ? null : entities.find(StoreCheck.class, id.toString());
    if (found == null) {
      throw new NotFound("verification", id);
    }
    return found.view();
  }

  @Override
  public StoreCheckView check(Actor by) {
    return checks
        .running()
        .orElseGet(
            () -> {
              StoreCheckView begun = checks.begin(by);
              audit.record(by, "content-store.verify", begun.id().toString(), "");
              checkWanted.fire(new CheckWanted(begun.id()));
              return begun;
            });
  }

  @Override
  public Page<StoreLossView> losses(PageRequest page) {
    List<StoreLossView> items =
        entities
            .createQuery(
                "select l from StoreLoss l"
                    + " order by case when l.repairedAt is null then 0 else 1 end, l.content",
                StoreLoss.class)
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(StoreLoss::view)
            .toList();
    return Page.of(items, page, count("select count(l) from StoreLoss l"));
  }

  @Override
  public long missing() {
    return count("select count(l) from StoreLoss l where l.repairedAt is null");
  }

  private long count(String query) {
    return entities.createQuery(query, Long.class).getSingleResult();
  }
}
