package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.version.store.StoreCare;
import org.contentmover.ccm.version.store.view.StoreCheckView;
import org.contentmover.ccm.version.store.view.StoreCollectionView;
import org.contentmover.ccm.version.store.view.StoreLossView;
import org.contentmover.ccm.version.store.view.StoreSizeView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** The content store: how much it has, its garbage, and whether it is whole. */
@Named
@ViewScoped
public class StorePage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private StoreCare care;
  @Inject private Caller caller;

  private transient List<StoreCollectionView> collections;
  private transient List<StoreCheckView> verifications;

  @PageAction(Permission.OPERATE)
  public String collect() {
    care.collect(caller.person());
    Messages.done("Content nothing refers to is being taken away.");
    return "store?faces-redirect=true";
  }

  @PageAction(Permission.OPERATE)
  public String verify() {
    care.check(caller.person());
    Messages.done("Everything the content store has is being read.");
    return "store?faces-redirect=true";
  }

  public List<StoreCheckView> getVerifications() {
    if (verifications == null) {
      read();
    }
    return verifications;
  }

  /** The first hundred; what is missing comes first. */
  public List<StoreLossView> getLosses() {
    return care.losses(PageRequest.first(100)).items();
  }

  /** As they are now; read once for each time the page or a part of it is made. */
  public void read() {
    collections = care.collections(PageRequest.first(10)).items();
    verifications = care.verifications(PageRequest.first(5)).items();
  }

  public List<StoreCollectionView> getCollections() {
    if (collections == null) {
      read();
    }
    return collections;
  }

  public boolean isSettled() {
    return getCollections().stream().allMatch(it -> it.endedAt() != null)
        && getVerifications().stream().allMatch(it -> it.endedAt() != null);
  }

  public StoreSizeView getSize() {
    return care.size();
  }
}
