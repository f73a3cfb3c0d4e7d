package org.contentmover.ccm.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.persistence.PersistenceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.security.view.NewUser;
import org.contentmover.ccm.security.view.Role;
import org.contentmover.ccm.security.view.UserView;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes of a CCM, on each of which an administrator acts on the other one (UI-3, UI-7). */
class TwoAdministratorsTest {
  private static final Actor ANN = Actor.user("ann");
  private static final Actor BOB = Actor.user("bob");
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldNotDisableEachOther(TestDatabase kind) {
    shouldLeaveOne(
        kind, (users, name) -> users.setRoles(name, Set.of(Role.ADMINISTRATOR), false, null, ANN));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldNotRemoveEachOther(TestDatabase kind) {
    shouldLeaveOne(kind, (users, name) -> users.remove(name, BOB));
  }

  /** The second one has to wait while the first one is not committed, and is refused then. */
  private void shouldLeaveOne(TestDatabase kind, BiConsumer<Users, String> action) {
    DataSource database = kind.create();
    giveUpWaitingSoon(database, kind);
    try (Ccm first = new Ccm(database, directory.resolve("first"), new TestClock());
        Ccm second = new Ccm(database, directory.resolve("second"), new TestClock())) {
      Users here = first.get(Users.class);
      Users there = second.get(Users.class);
      for (String name : List.of("ann", "bob")) {
        NewUser user = new NewUser(name, name + "'s password", Set.of(Role.ADMINISTRATOR));
        first.tx(() -> here.create(user, ANN));
      }
      first.run(
          () -> {
            action.accept(here, "bob");
            assertThrows(
                PersistenceException.class, () -> second.run(() -> action.accept(there, "ann")));
          });
      assertThrows(Conflict.class, () -> second.run(() -> action.accept(there, "ann")));
      assertEquals(
          List.of("ann"),
          first.tx(here::list).stream().filter(UserView::enabled).map(UserView::name).toList());
    }
  }

  private static void giveUpWaitingSoon(DataSource database, TestDatabase kind) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          switch (kind) {
            case H2 -> "SET DEFAULT_LOCK_TIMEOUT 100";
            case POSTGRESQL ->
                "ALTER DATABASE " + connection.getCatalog() + " SET lock_timeout = '100ms'";
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
