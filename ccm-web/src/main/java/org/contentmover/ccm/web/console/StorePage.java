package org.contentmover.ccm.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.version.store.StoreCare;
import org.contentmover.ccm.version.store.view.StoreCollectionView;
import org.contentmover.ccm.version.store.view.StoreSizeView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** The content store: how much it has, and its garbage. */
@Named
@ViewScoped
public class StorePage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private StoreCare care;
  @Inject private Caller caller;

  private transient List<StoreCollectionView> collections;

  @PageAction(Permission.OPERATE)
  public String collect() {
    care.collect(caller.person());
    Messages.done("Content nothing refers to is being taken away.");
    return "store?faces-redirect=true";
  }

  /** As they are now; read once for each time the page or a part of it is made. */
  public void read() {
    collections = care.collections(PageRequest.first(10)).items();
  }

  public List<StoreCollectionView> getCollections() {
    if (collections == null) {
      read();
    }
    return collections;
  }

  public boolean isSettled() {
    return getCollections().stream().allMatch(it -> it.endedAt() != null);
  }

  public StoreSizeView getSize() {
    return care.size();
  }
}
