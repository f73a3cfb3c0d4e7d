package org.contentmover.ccm.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.security.Users;
import org.contentmover.ccm.security.view.Role;
import org.contentmover.ccm.security.view.UserView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static final Instant MONDAY = Instant.parse("2026-03-30T08:00:00Z");

  private final Map<String, UserView> accounts = new HashMap<>();
  private final SignIn signIn = new SignIn();
  private SignedIn session;

  @BeforeEach
  void signInAsAnn() {
    signIn.users =
        (Users)
            Proxy.newProxyInstance(
                SignInTest.class.getClassLoader(),
                new Class<?>[] {Users.class},
                (self, method, arguments) ->
                    Optional.ofNullable(accounts.get((String) arguments[0]))
                        .orElseThrow(() -> new NotFound("user", arguments[0])));
    account(MONDAY, 1, true, Role.ADMINISTRATOR);
    session = signIn.session("ann");
  }

  private void account(Instant createdAt, long revision, boolean enabled, Role role) {
    accounts.put("ann", new UserView("ann", Set.of(role), enabled, createdAt, null, revision));
  }

  @Test
  void shouldTakeTheRolesTheAccountHasNow() {
    assertEquals(Optional.of(Roles.including(Set.of(Role.ADMINISTRATOR))), signIn.roles(session));
    account(MONDAY, 1, true, Role.VIEWER);
    assertEquals(Optional.of(Set.of(Roles.VIEWER)), signIn.roles(session));
  }

  @Test
  void shouldEndTheSessionWhenTheAccountChanged() {
    account(MONDAY, 2, true, Role.ADMINISTRATOR);
    assertEquals(Optional.empty(), signIn.roles(session));
  }

  @Test
  void shouldEndTheSessionWhenTheAccountIsDisabled() {
    account(MONDAY, 1, false, Role.ADMINISTRATOR);
    assertEquals(Optional.empty(), signIn.roles(session));
  }

  @Test
  void shouldEndTheSessionWhenTheAccountIsRemoved() {
    accounts.clear();
    assertEquals(Optional.empty(), signIn.roles(session));
  }

  @Test
  void shouldNotReviveTheSessionForANewAccountOfTheSameName() {
    account(MONDAY.plusMillis(1), 1, true, Role.ADMINISTRATOR);
    assertEquals(Optional.empty(), signIn.roles(session));
  }
}
