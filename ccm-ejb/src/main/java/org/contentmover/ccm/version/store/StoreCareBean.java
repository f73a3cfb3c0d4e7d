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
import org.contentmover.ccm.version.store.view.StoreCollectionView;
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
    long total =
        entities
            .createQuery("select count(c) from StoreCollection c", Long.class)
            .getSingleResult();
    return Page.of(items, page, total);
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
}
