package org.contentmover.ccm.security;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.security.view.NewUser;
import org.contentmover.ccm.security.view.Role;
import org.contentmover.ccm.security.view.UserView;
import org.contentmover.ccm.setup.DataDirectory;

/** Accounts in the database. */
@Stateless
public class UsersBean implements Users {
  private static final System.Logger LOG = System.getLogger(UsersBean.class.getName());

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;
  @Inject private DataDirectory data;
  @Inject private VerifiedPasswords verified;

  @Override
  public Optional<UserView> verify(String name, String password) {
    if (password == null || password.length() > Passwords.MAX_LENGTH) {
      return Optional.empty();
    }
    UserAccount account = name == null ? null : entities.find(UserAccount.class, name);
    boolean good = verified.check(password, account == null ? null : account.passwordHash());
    return good && account != null && account.view().enabled()
        ? Optional.of(account.view())
        : Optional.empty();
  }

  @Override
  public List<UserView> list() {
    return entities
        .createQuery("select u from UserAccount u order by u.name", UserAccount.class)
        .getResultStream()
        .map(UserAccount::view)
        .toList();
  }

  @Override
  public UserView view(String name) {
    return find(name).view();
  }

  @Override
  public UserView create(NewUser user, Actor by) {
    String name = Names.plain("name", user.name());
    Passwords.requireAcceptable(user.password());
    if (entities.find(UserAccount.class, name) != null) {
      throw new Conflict("There is a user \"" + name + "\" already.");
    }
    UserAccount account =
        new UserAccount(name, user.password(), requireRoles(user.roles()), clock.instant());
    entities.persist(account);
    audit.record(by, "user.create", name, "roles " + user.roles());
    entities.flush();
    return account.view();
  }

  @Override
  public void changePassword(String name, String oldPassword, String newPassword) {
    UserAccount account = find(name);
    if (oldPassword == null || !account.admits(oldPassword)) {
      throw NotAllowed.action("The old password is not right.");
    }
    set(account, newPassword, Actor.user(name));
  }

  @Override
  public void setPassword(String name, String newPassword, Actor by) {
    set(find(name), newPassword, by);
  }

  private void set(UserAccount account, String newPassword, Actor by) {
    Passwords.requireAcceptable(newPassword);
    account.setPassword(newPassword, clock.instant());
    audit.record(by, "user.password", account.name(), "");
    if (account.name().equals(FirstAdministrator.NAME)) {
      removeInitialPassword();
    }
  }

  private void removeInitialPassword() {
    try {
      Files.deleteIfExists(data.initialPassword());
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The file "
              + data.initialPassword()
              + " holds a password that is no longer valid and could not be removed. Remove it.",
          e);
    }
  }

  @Override
  public UserView setRoles(
      String name, Set<Role> roles, boolean enabled, Long expectedRevision, Actor by) {
    List<UserAccount> all = locked();
    UserAccount account = find(name);
    Revisions.require("user", name, expectedRevision, account.revision());
    account.setRoles(requireRoles(roles), enabled);
    requireAnAdministrator(all);
    audit.record(by, "user.roles", name, (enabled ? "enabled" : "disabled") + ", roles " + roles);
    entities.flush();
    return account.view();
  }

  @Override
  public void remove(String name, Actor by) {
    List<UserAccount> all = locked();
    UserAccount account = find(name);
    requireAnAdministrator(all.stream().filter(it -> it != account).toList());
    entities.remove(account);
    audit.record(by, "user.remove", name, "");
  }

  /**
   * All accounts, until the transaction ends. Without that two administrators who disable each
   * other at the same moment would each see the other one left. In an order that is always the
   * same, so that nobody waits for each other.
   */
  private List<UserAccount> locked() {
    return entities
        .createQuery("select u from UserAccount u order by u.name", UserAccount.class)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  private static void requireAnAdministrator(List<UserAccount> left) {
    if (left.stream().noneMatch(UserAccount::isActiveAdministrator)) {
      throw new Conflict(
          "This is the last enabled administrator. Make somebody else administrator first.");
    }
  }

  private UserAccount find(String name) {
    UserAccount account = entities.find(UserAccount.class, name);
    if (account == null) {
      throw new NotFound("user", name);
    }
    return account;
  }

  private static Set<Role> requireRoles(Set<Role> roles) {
    if (roles == null || roles.isEmpty()) {
      throw new Invalid("roles", roles, "at least one of " + List.of(Role.values()));
    }
    return roles;
  }
}
