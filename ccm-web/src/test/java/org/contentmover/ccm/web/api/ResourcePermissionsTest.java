package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;
import org.junit.jupiter.api.Test;

/** Who may do what, as a table: a new method or a changed permission shows here (UI-3). */
class ResourcePermissionsTest {
  private static final String EXPECTED =
      """
      /assignments GET READ
      /assignments/{assignment} GET READ
      /assignments/{assignment}/content GET SERVE
      /audit GET ADMINISTER
      /ccm-keys GET READ
      /ccm-keys/change POST ADMINISTER
      /ccm-keys/introduction POST ADMINISTER
      /ccm-keys/retirement POST ADMINISTER
      /checkpoints GET READ
      /checkpoints POST PUBLISH
      /checkpoints/archives POST OPERATE
      /checkpoints/{checkpoint} DELETE OPERATE
      /checkpoints/{checkpoint} GET READ
      /checkpoints/{checkpoint} PUT PUBLISH
      /checkpoints/{checkpoint}/archive GET PUBLISH
      /content-groups GET READ
      /content-groups POST OPERATE
      /content-groups/{site}/{group} DELETE OPERATE
      /content-groups/{site}/{group} GET READ
      /content-groups/{site}/{group} PUT OPERATE
      /content-groups/{site}/{group}/checkpoint-schedule GET READ
      /content-groups/{site}/{group}/checkpoint-schedule PUT OPERATE
      /content-groups/{site}/{group}/configuration GET ADMINISTER
      /content-groups/{site}/{group}/configuration PUT ADMINISTER
      /content-groups/{site}/{group}/hooks GET READ
      /content-groups/{site}/{group}/hooks PUT ADMINISTER
      /content-groups/{site}/{group}/hot-content GET READ
      /content-groups/{site}/{group}/hot-content POST PUBLISH
      /content-groups/{site}/{group}/hot-content/{version} DELETE PUBLISH
      /content-groups/{site}/{group}/removals POST ADMINISTER
      /content-groups/{site}/{group}/restores POST ADMINISTER
      /content-groups/{site}/{group}/rollbacks POST ADMINISTER
      /content-groups/{site}/{group}/sealing GET READ
      /content-groups/{site}/{group}/sealing PUT ADMINISTER
      /content-groups/{site}/{group}/versions GET READ
      /content-groups/{site}/{group}/versions/{version}/pin DELETE ADMINISTER
      /content-store GET READ
      /content-store/collections GET READ
      /content-store/collections POST OPERATE
      /content-store/collections/{collection} GET READ
      /content-store/losses GET READ
      /content-store/verifications GET READ
      /content-store/verifications POST OPERATE
      /content-store/verifications/{verification} GET READ
      /distributions/{distribution} GET READ
      /distributions/{distribution}/edges POST SERVE
      /distributions/{distribution}/reports POST SERVE
      /enrolment-tokens GET READ
      /enrolment-tokens POST OPERATE
      /enrolment-tokens/{token} DELETE OPERATE
      /enrolments POST ENROL
      /jobs GET READ
      /jobs POST ADMINISTER
      /jobs/{job} DELETE ADMINISTER
      /jobs/{job} GET READ
      /jobs/{job} PUT ADMINISTER
      /jobs/{job}/runs POST PUBLISH
      /openapi.json GET READ
      /previews GET READ
      /previews POST PUBLISH
      /previews/{preview} GET READ
      /previews/{preview}/paths GET READ
      /runs GET READ
      /runs POST PUBLISH
      /runs/{run} GET READ
      /runs/{run}/abort POST PUBLISH
      /runs/{run}/commit POST PUBLISH
      /segments GET READ
      /segments/{segment} DELETE OPERATE
      /segments/{segment} GET READ
      /segments/{segment} PUT OPERATE
      /segments/{segment}/control-channel POST OPERATE
      /segments/{segment}/keys GET READ
      /segments/{segment}/keys PUT ADMINISTER
      /segments/{segment}/keys/rotation POST ADMINISTER
      /segments/{segment}/leadership GET READ
      /segments/{segment}/leadership/{server} PUT OPERATE
      /segments/{segment}/reports POST SERVE
      /servers GET READ
      /servers/{server} DELETE OPERATE
      /servers/{server} GET READ
      /servers/{server}/ccm-keys PUT SERVE
      /servers/{server}/labels PUT OPERATE
      /servers/{server}/presence PUT SERVE
      /servers/{server}/revocation POST OPERATE
      /servers/{server}/scrubs PUT SERVE
      /servers/{server}/segment-keys PUT SERVE
      /sites GET READ
      /sites POST ADMINISTER
      /sites/{site} DELETE ADMINISTER
      /sites/{site} GET READ
      /sites/{site} PUT ADMINISTER
      /sites/{site}/checkpoints PUT ADMINISTER
      /sites/{site}/contents/{content} GET SERVE
      /sites/{site}/publishers PUT ADMINISTER
      /sites/{site}/scrubs GET READ
      /sites/{site}/scrubs POST OPERATE
      /sites/{site}/statements GET READ
      /sites/{site}/statements POST PUBLISH
      /staging-areas GET READ
      /staging-areas POST ADMINISTER
      /staging-areas/{name} DELETE ADMINISTER
      /staging-areas/{name} GET READ
      /staging-areas/{name} PUT ADMINISTER
      /users GET ADMINISTER
      /users POST ADMINISTER
      /users/{user} DELETE ADMINISTER
      /users/{user} GET ADMINISTER
      /users/{user} PUT ADMINISTER
      /users/{user}/password PUT READ
      """;

  @Test
  void shouldRequireThePermissionOfTheTable() {
    StringBuilder table = new StringBuilder();
    permissions().forEach((call, permission) -> table.append(call + " " + permission + "\n"));

    assertEquals(EXPECTED, table.toString());
  }

  /** Every resource method as "path METHOD"; a method without a permission is null. */
  static Map<String, Permission> permissions() {
    Map<String, Permission> permissions = new TreeMap<>();
    for (Class<?> resource : new CcmApi().getClasses()) {
      for (Method method : resource.getDeclaredMethods()) {
        String verb = verb(method);
        if (verb != null) {
          Requires requires = method.getAnnotation(Requires.class);
          permissions.put(
              path(resource, method) + " " + verb, requires == null ? null : requires.value());
        }
      }
    }
    return permissions;
  }

  private static String path(Class<?> resource, Method method) {
    Path path = method.getAnnotation(Path.class);
    return resource.getAnnotation(Path.class).value() + (path == null ? "" : path.value());
  }

  private static String verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .map(type -> type.getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst()
        .orElse(null);
  }
}
