package org.contentmover.ccm.web.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DestinationTest {
  @Test
  void shouldGoOnToTheWantedPage() {
    assertEquals("/run.xhtml?id=1-2", Destination.orOverview("/run.xhtml?id=1-2"));
    assertEquals("/servers.xhtml", Destination.orOverview("/servers.xhtml"));
  }

  @Test
  void shouldNotLeadElsewhere() {
    for (String crafted :
        List.of(
            "",
            "https://evil.example/x.xhtml",
            "//evil.example/x.xhtml",
            "/\\evil.example/x.xhtml",
            "/../x.xhtml",
            "/api/v1/jobs",
            "/login.xhtml",
            "/login.xhtml?to=/login.xhtml",
            "/run.xhtml?id=1\r\nSet-Cookie: a=b",
            "javascript:alert(1)//.xhtml")) {
      assertEquals("/index.xhtml", Destination.orOverview(crafted), crafted);
    }
    assertEquals("/index.xhtml", Destination.orOverview(null));
  }

  @Test
  void shouldComeBackToThePageThatUpdatedItself() {
    assertEquals("/run.xhtml?id=1-2", Destination.pageOf("http://ccm:8080/run.xhtml?id=1-2"));
    assertEquals("/servers.xhtml", Destination.pageOf("http://ccm:8080/servers.xhtml"));
    for (String header :
        new String[] {null, "", "http://ccm", "http://ccm/api/v1/jobs", "no uri"}) {
      assertEquals("/index.xhtml", Destination.pageOf(header), header);
    }
  }
}
