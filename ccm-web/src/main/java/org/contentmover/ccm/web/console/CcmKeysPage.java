package org.contentmover.ccm.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.contentmover.ccm.security.CcmKeys;
import org.contentmover.ccm.security.view.CcmKeysView;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** The CCM's signing key: who trusts which, and the three steps of a rotation. */
@Named
@RequestScoped
public class CcmKeysPage {
  private static final String AGAIN = "ccm-keys?faces-redirect=true";

  @Inject CcmKeys keys;
  @Inject Caller caller;

  private CcmKeysView view;

  @PostConstruct
  void read() {
    view = keys.view();
  }

  @PageAction(Permission.ADMINISTER)
  public String introduce() {
    keys.introduce(caller.person());
    Messages.done("The next key is made. Servers follow within seconds.");
    return AGAIN;
  }

  @PageAction(Permission.ADMINISTER)
  public String change() {
    keys.change(false, caller.person());
    Messages.done("Everything is signed with the new key from now on.");
    return AGAIN;
  }

  @PageAction(Permission.ADMINISTER)
  public String retire() {
    keys.retire(caller.person());
    Messages.done("The old key is trusted no more.");
    return AGAIN;
  }

  public CcmKeysView getView() {
    return view;
  }
}
