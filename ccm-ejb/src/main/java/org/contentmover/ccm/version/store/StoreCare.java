package org.contentmover.ccm.version.store;

import jakarta.ejb.Local;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.version.store.view.StoreCheckView;
import org.contentmover.ccm.version.store.view.StoreCollectionView;
import org.contentmover.ccm.version.store.view.StoreLossView;
import org.contentmover.ccm.version.store.view.StoreSizeView;

/** What administrators see and order of the content store. */
@Local
public interface StoreCare {
  StoreSizeView size();

  /** Garbage collections, newest first. */
  Page<StoreCollectionView> collections(PageRequest page);

  StoreCollectionView collection(UUID id);

  /** Begins a garbage collection, which goes on by itself; one that goes on already is answered. */
  StoreCollectionView collect(Actor by);

  /** Verifications, newest first. */
  Page<StoreCheckView> verifications(PageRequest page);

  StoreCheckView verification(UUID id);

  /**
   * Begins to read and hash everything, which goes on by itself; one that goes on already is
   * answered. What is lost is brought back from servers that have it.
   */
  StoreCheckView check(Actor by);

  /** What was lost; what is still missing first. */
  Page<StoreLossView> losses(PageRequest page);

  /** How many contents are needed and not in the store, as far as is known. */
  long missing();
}
