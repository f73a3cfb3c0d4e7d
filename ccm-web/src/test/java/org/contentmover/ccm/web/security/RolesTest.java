package org.contentmover.ccm.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.contentmover.ccm.security.view.Role;
import org.junit.jupiter.api.Test;

class RolesTest {
  @Test
  void shouldIncludeTheRolesBelow() {
    assertEquals(
        Set.of("administrator", "operator", "publisher", "viewer"),
        Roles.including(Set.of(Role.ADMINISTRATOR)));
    assertEquals(Set.of("operator", "publisher", "viewer"), Roles.including(Set.of(Role.OPERATOR)));
    assertEquals(
        Set.of("publisher", "viewer"), Roles.including(Set.of(Role.VIEWER, Role.PUBLISHER)));
    assertEquals(Set.of("viewer"), Roles.including(Set.of(Role.VIEWER)));
    assertEquals(Set.of(), Roles.including(Set.of()));
  }

  @Test
  void shouldGiveEachRoleItsPermissions() {
    assertEquals(EnumSet.of(Permission.READ), permissions(Role.VIEWER));
    assertEquals(EnumSet.of(Permission.READ, Permission.PUBLISH), permissions(Role.PUBLISHER));
    assertEquals(
        EnumSet.of(Permission.READ, Permission.PUBLISH, Permission.OPERATE),
        permissions(Role.OPERATOR));
    assertEquals(
        EnumSet.of(Permission.READ, Permission.PUBLISH, Permission.OPERATE, Permission.ADMINISTER),
        permissions(Role.ADMINISTRATOR));
  }

  @Test
  void shouldSayWhatIsTrueOfEachRole() {
    assertEquals(
        "This takes the role operator or a higher one. Ask an administrator, or use another"
            + " account.",
        Permission.OPERATE.missing().getMessage());
    assertEquals(
        "This takes the role administrator. Ask an administrator, or use another account.",
        Permission.ADMINISTER.missing().getMessage());
    assertEquals(
        "This is for servers: it takes a server's own token, and no account.",
        Permission.SERVE.missing().getMessage());
    assertEquals(
        "This is for a server that enrols: it takes an enrolment token, as Authorization: Bearer."
            + " An operator makes one.",
        Permission.ENROL.missing().getMessage());
  }

  private static Set<Permission> permissions(Role role) {
    Set<String> names = Roles.including(Set.of(role));
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    Arrays.stream(Permission.values())
        .filter(permission -> names.contains(permission.role()))
        .forEach(permissions::add);
    return permissions;
  }
}
