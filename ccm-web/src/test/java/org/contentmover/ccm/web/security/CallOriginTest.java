package org.contentmover.ccm.web.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a browser was made to call the API by a foreign page (UI-4). */
class CallOriginTest {
  private static final String HOST = "ccm.example:8080";

  private static boolean isForeign(String method, String fetchSite, String origin) {
    return new CallOrigin(method, fetchSite, origin, HOST).isForeignPage();
  }

  @Test
  void shouldRefuseWhatAnotherPageMakesABrowserSend() {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      assertTrue(isForeign(method, "cross-site", null), method);
      assertTrue(isForeign(method, "same-site", "http://" + HOST), method);
      assertTrue(isForeign(method, null, "http://evil.example"), method);
      assertTrue(isForeign(method, null, "http://ccm.example"), method + ", another port");
      assertTrue(isForeign(method, null, "null"), method + ", from a sandbox");
    }
    assertTrue(new CallOrigin("POST", null, "http://" + HOST, null).isForeignPage());
  }

  @Test
  void shouldTakeWhatComesFromHereOrFromNoPage() {
    assertFalse(isForeign("POST", null, null), "a program");
    assertFalse(isForeign("POST", "same-origin", "http://" + HOST));
    assertFalse(isForeign("POST", "none", null), "typed by the person");
    assertFalse(isForeign("DELETE", null, "http://CCM.example:8080"));
  }

  @Test
  void shouldLetEverybodyAskWhatChangesNothing() {
    assertFalse(isForeign("GET", "cross-site", "http://evil.example"));
    assertFalse(isForeign("HEAD", "cross-site", null));
  }
}
