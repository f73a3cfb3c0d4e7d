package org.contentmover.ccm.security;

import jakarta.ejb.Local;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.security.view.NewUser;
import org.contentmover.ccm.security.view.Role;
import org.contentmover.ccm.security.view.UserView;

/** Accounts of people. Passwords are kept as salted PBKDF2 hashes only. */
@Local
public interface Users {
  /**
   * The account when name and password are right and it is enabled; takes the same time when the
   * name is unknown.
   */
  Optional<UserView> verify(String name, String password);

  List<UserView> list();

  UserView view(String name);

  UserView create(NewUser user, Actor by);

  /** A person changes the own password. */
  void changePassword(String name, String oldPassword, String newPassword);

  /** An administrator sets somebody's password. */
  void setPassword(String name, String newPassword, Actor by);

  /** {@code expectedRevision} null: whatever is held. The last enabled administrator stays one. */
  UserView setRoles(String name, Set<Role> roles, boolean enabled, Long expectedRevision, Actor by);

  void remove(String name, Actor by);
}
