package org.contentmover.ccm.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.contentmover.ccm.security.Users;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.SignIn;
import org.contentmover.ccm.web.security.SignedIn;

/** The own account: change the password, sign out. */
@Named
@RequestScoped
public class AccountPage {
  @Inject Users users;
  @Inject SignIn signIn;
  @Inject Caller caller;
  @Inject HttpServletRequest request;

  private String oldPassword;
  private String newPassword;
  private String repeated;

  @PageAction(Permission.READ)
  public String changePassword() {
    if (!newPassword.equals(repeated)) {
      Messages.errorOf("repeated", "The two new passwords differ.");
      return null;
    }
    users.changePassword(caller.getName(), oldPassword, newPassword);
    // Every session of the account ends with that, but for this one.
    signIn.session(caller.getName()).enter(request);
    Messages.done("The password is changed.");
    return "index?faces-redirect=true";
  }

  public String leave() {
    SignedIn.leave(request);
    return "login?faces-redirect=true";
  }

  public String getOldPassword() {
    return oldPassword;
  }

  public void setOldPassword(String oldPassword) {
    this.oldPassword = oldPassword;
  }

  public String getNewPassword() {
    return newPassword;
  }

  public void setNewPassword(String newPassword) {
    this.newPassword = newPassword;
  }

  public String getRepeated() {
    return repeated;
  }

  public void setRepeated(String repeated) {
    this.repeated = repeated;
  }
}
