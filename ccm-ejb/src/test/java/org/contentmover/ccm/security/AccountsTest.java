package org.contentmover.ccm.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.security.view.NewUser;
import org.contentmover.ccm.security.view.Role;
import org.contentmover.ccm.security.view.UserView;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  private static final Actor ANN = Actor.user("ann");
  @TempDir Path directory;
  private Ccm ccm;
  private Users users;

  @BeforeEach
  void start() {
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), new TestClock());
    users = ccm.get(Users.class);
    ccm.tx(
        () -> users.create(new NewUser("ann", "ann's password", Set.of(Role.ADMINISTRATOR)), ANN));
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private boolean admits(String name, String password) {
    return ccm.tx(() -> users.verify(name, password)).isPresent();
  }

  @Test
  void shouldAdmitWithTheRightPasswordOnly() {
    assertTrue(admits("ann", "ann's password"));
    assertTrue(admits("ann", "ann's password"), "remembered");
    assertFalse(admits("ann", "ann's passwore"));
    assertFalse(admits("bob", "ann's password"));
    assertFalse(admits(null, null));
  }

  @Test
  void shouldForgetTheOldPasswordAtOnce() {
    assertTrue(admits("ann", "ann's password"));
    ccm.run(() -> users.changePassword("ann", "ann's password", "a new password"));
    assertFalse(admits("ann", "ann's password"));
    assertTrue(admits("ann", "a new password"));
  }

  @Test
  void shouldNotChangeAPasswordWithoutTheOldOne() {
    assertThrows(
        NotAllowed.class,
        () -> ccm.run(() -> users.changePassword("ann", "wrong", "a new password")));
    assertThrows(Invalid.class, () -> ccm.run(() -> users.setPassword("ann", "short", ANN)));
  }

  @Test
  void shouldKeepTheLastAdministrator() {
    assertThrows(
        Conflict.class,
        () -> ccm.tx(() -> users.setRoles("ann", Set.of(Role.VIEWER), true, null, ANN)));
    assertThrows(
        Conflict.class,
        () -> ccm.tx(() -> users.setRoles("ann", Set.of(Role.ADMINISTRATOR), false, null, ANN)));
    assertThrows(Conflict.class, () -> ccm.run(() -> users.remove("ann", ANN)));
  }

  @Test
  void shouldNotAdmitWhoIsDisabled() {
    ccm.tx(() -> users.create(new NewUser("bob", "bob's password", Set.of(Role.VIEWER)), ANN));
    UserView bob = ccm.tx(() -> users.setRoles("bob", Set.of(Role.VIEWER), false, null, ANN));
    assertFalse(admits("bob", "bob's password"));
    assertThrows(
        Outdated.class,
        () ->
            ccm.tx(
                () -> users.setRoles("bob", Set.of(Role.VIEWER), true, bob.revision() - 1, ANN)));
  }

  @Test
  void shouldWriteDownWhoDidWhat() {
    var log = ccm.tx(() -> ccm.get(AuditLog.class).list(PageRequest.first(10)));
    assertEquals("user.create", log.items().get(0).action());
    assertEquals("ann", log.items().get(0).actor());
  }

  @Test
  void shouldKeepNoPasswordInItsHash() {
    String hash = Passwords.hash("a password here", 1_000);
    assertFalse(hash.contains("a password here"));
    assertTrue(Passwords.matches("a password here", hash));
    assertFalse(Passwords.matches("a password here", "something else"));
  }
}
