package org.contentmover.ccm.security;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.contentmover.ccm.security.view.Role;
import org.contentmover.ccm.security.view.UserView;

/** One person's account. */
@Entity
@Table(name = "user_account")
class UserAccount {
  @Id private String name;

  @Column(name = "password_hash")
  private String passwordHash;

  private boolean enabled;

  @Column(name = "created_ms")
  private Instant createdAt;

  @Column(name = "password_changed_ms")
  private Instant passwordChangedAt;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "user_role", joinColumns = @JoinColumn(name = "user_name"))
  @Column(name = "role_name")
  @Enumerated(EnumType.STRING)
  private Set<Role> roles = new HashSet<>();

  @Version private long version;

  protected UserAccount() {}

  UserAccount(String name, String password, Set<Role> roles, Instant now) {
    this.name = name;
    this.passwordHash = Passwords.hash(password);
    this.enabled = true;
    this.createdAt = now;
    this.roles.addAll(roles);
  }

  boolean admits(String password) {
    return Passwords.matches(password, passwordHash) && enabled;
  }

  void setPassword(String password, Instant now) {
    passwordHash = Passwords.hash(password);
    passwordChangedAt = now;
  }

  void setRoles(Set<Role> newRoles, boolean nowEnabled) {
    roles.clear();
    roles.addAll(newRoles);
    enabled = nowEnabled;
  }

  boolean isActiveAdministrator() {
    return enabled && roles.contains(Role.ADMINISTRATOR);
  }

  String name() {
    return name;
  }

  String passwordHash() {
    return passwordHash;
  }

  long revision() {
    return version;
  }

  UserView view() {
    return new UserView(name, roles, enabled, createdAt, passwordChangedAt, version);
  }
}
