package org.contentmover.system.webserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the users of a web server notice of a switch: nothing (CI-3, CI-9). */
@Tag("system")
class SwitchUnderLoadIT {
  private static final int SWITCHES = 50;
  private static final int PAGES = 200;
  private static final String PAGE = "section/page-7.html";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(WebServer.Kind.class)
  void shouldFailNoRequestDuringFiftySwitches(WebServer.Kind kind) throws Exception {
    Path staging = directory.resolve("staging");
    try (PublishedSite site = new PublishedSite(Files.createDirectories(directory))) {
      write(staging, 0);
      site.stage(staging);
      site.commit();
      try (WebServer server =
          WebServer.start(kind, directory.resolve("web-server"), site.documentRoot())) {
        assertEquals(text(7, 0), get(server.url(PAGE)));
        Load load = Load.on(server.url(PAGE));
        for (int generation = 1; generation <= SWITCHES; generation++) {
          write(staging, generation);
          site.stage(staging);
          site.commit();
          assertEquals(text(7, generation), get(server.url(PAGE)), "right after the switch");
        }
        Load.Outcome outcome = load.end();
        System.out.printf("%s: %d requests, %d switches%n", kind, outcome.requests(), SWITCHES);
        assertTrue(outcome.requests() > 20 * SWITCHES, outcome.text());
        assertTrue(outcome.failures().isEmpty(), outcome.text());
      }
    }
  }

  private static void write(Path staging, int generation) throws IOException {
    Path section = Files.createDirectories(staging.resolve("section"));
    for (int page = 0; page < PAGES; page++) {
      Files.writeString(section.resolve("page-" + page + ".html"), text(page, generation));
    }
  }

  private static String text(int page, int generation) {
    return ("<p>page " + page + " of generation " + generation + "</p>\n").repeat(200);
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
