package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.scrub.SiteScrubs;
import org.contentmover.ccm.web.security.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets content for a repair at the same time as others (CI-7). */
class SiteContentResourceTest {
  private static final String STRANGER = "stranger";

  private final SiteContentResource resource = new SiteContentResource();
  private String name;

  @BeforeEach
  void begin() {
    resource.places = new RepairPlaces();
    resource.caller =
        new Caller() {
          @Override
          public String getName() {
            return name;
          }
        };
    resource.scrubs = answering(SiteScrubs.class);
    resource.upload =
        new OriginUpload() {
          @Override
          void send(InputStream source, OutputStream target) {}
        };
  }

  private static <T> T answering(Class<T> what) {
    Object answers =
        Proxy.newProxyInstance(
            what.getClassLoader(),
            new Class<?>[] {what},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "requireContent" -> {
                    if (arguments[4].equals(STRANGER)) {
                      throw NotAllowed.action("No version of it.");
                    }
                    yield null;
                  }
                  case "content" -> new ByteArrayInputStream(new byte[1]);
                  case "getRequestUri" -> URI.create("https://ccm/contents");
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    return what.cast(answers);
  }

  private Response ask(String server) {
    name = server;
    return resource.content("www.example.com", "00", 1, "a", answering(UriInfo.class));
  }

  @Test
  void shouldGiveAServerOnePlaceAndKeepTheOthersForOthers() throws Exception {
    Response first = ask("boston-1");
    assertEquals(200, first.getStatus());
    for (int i = 0; i < RepairPlaces.MOST_AT_ONCE; i++) {
      assertEquals(503, ask("boston-1").getStatus());
    }
    assertEquals(200, ask("boston-2").getStatus());
    ((StreamingOutput) first.getEntity()).write(OutputStream.nullOutputStream());
    assertEquals(200, ask("boston-1").getStatus());
  }

  @Test
  void shouldTellWhoMayNotHaveItSoThoughNoPlaceIsFree() {
    for (int i = 0; i < RepairPlaces.MOST_AT_ONCE; i++) {
      assertEquals(200, ask("boston-" + i).getStatus());
    }
    assertEquals(503, ask("london-1").getStatus());
    assertThrows(NotAllowed.class, () -> ask(STRANGER));
  }
}
