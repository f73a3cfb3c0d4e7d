package org.contentmover.system.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The CCM's archive as it is built: it deploys, tells its health to anyone, and the rest to nobody
 * without credentials.
 */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class CcmArchiveIT {

  /** What a visitor without credentials may see; everything else in the archive is closed. */
  private static final Set<String> OPEN_PAGES = Set.of("/login.xhtml");

  private final Server ccm = Server.ccm();

  @Deployment(testable = false)
  @TargetsContainer("ccm")
  static EnterpriseArchive ccm() {
    return Archives.ccm();
  }

  @Test
  void shouldTellItsHealthToAnyone() {
    HttpResponse<String> live = ccm.get("/health/live");
    assertEquals(200, live.statusCode(), live::body);
    assertTrue(live.body().contains("\"status\":\"UP\""), live::body);
    HttpResponse<String> ready = ccm.get("/health/ready");
    assertEquals(200, ready.statusCode(), ready::body);
  }

  @Test
  void shouldAnswer401ToEveryOperationWithoutCredentials() {
    List<BuiltPaths.Operation> operations = BuiltPaths.operations("ccm-web");
    assertTrue(operations.size() > 20, () -> "operations found in ccm-web: " + operations);
    Map<String, Integer> others = new TreeMap<>();
    for (BuiltPaths.Operation operation : operations) {
      int status = ccm.send(operation.method(), operation.path()).statusCode();
      if (status != 401) {
        others.put(operation.toString(), status);
      }
    }
    assertEquals(Map.of(), others);
  }

  @Test
  void shouldLeadEveryPageToTheLoginWithoutCredentials() {
    Set<String> pages =
        BuiltPaths.pages(Archives.ccm().getAsType(WebArchive.class, "/ccm-web.war"));
    Map<String, String> others = new TreeMap<>();
    for (String page : pages) {
      HttpResponse<String> answer = ccm.get(page);
      boolean login = leadsToLogin(answer);
      if (OPEN_PAGES.contains(page) ? answer.statusCode() != 200 : !login) {
        others.put(page, answer.toString());
      }
    }
    assertEquals(Map.of(), others);
    assertTrue(pages.containsAll(OPEN_PAGES), () -> "pages found in ccm-web.war: " + pages);
    assertTrue(leadsToLogin(ccm.get("/")), "the welcome page");
  }

  @Test
  void shouldNotBeFooledByTheSpellingOfAPath() throws IOException {
    for (String path :
        List.of(
            "//api/v1/servers",
            "/api//v1/servers",
            "/api/v1/servers/",
            "/api/v1/servers;x=y",
            "/api;x=y/v1/servers",
            "/api/v1/./servers",
            "/health/../api/v1/servers",
            "/health/live/../../api/v1/servers",
            "/health/live;/../../api/v1/servers",
            "/api/v1/%73ervers",
            "/%61pi/v1/servers",
            "/login.xhtml/../api/v1/servers",
            "/jakarta.faces.resource/../api/v1/servers",
            "/WEB-INF/web.xml",
            "/web-inf/web.xml",
            "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF")) {
      int status = ccm.statusOfRawPath(path);
      assertTrue(status >= 300, () -> path + " answers " + status);
    }
  }

  private static boolean leadsToLogin(HttpResponse<String> answer) {
    boolean redirect = answer.statusCode() == 302 || answer.statusCode() == 303;
    return answer.statusCode() == 401
        || (redirect
            && answer.headers().firstValue("Location").orElse("").contains("/login.xhtml"));
  }
}
