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
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.contentmover.content.hook.InstalledHooks;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.farm.Waiting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the users of a web server notice of a switch: nothing (CI-3, CI-9). */
@Tag("alone")
class SwitchUnderLoadIT {
  private static final int SWITCHES = 50;
  private static final int RELOADS = 20;
  private static final long PATIENCE_MILLIS = 20_000;
  private static final int PAGES = 40;
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
      try (ServerProcess server =
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

  /** A server that holds what it served shows the new version only when it is told to. */
  @ParameterizedTest
  @EnumSource(value = WebServer.Kind.class, names = "NGINX")
  void shouldFailNoRequestWhileHooksReloadTheWebServer(WebServer.Kind kind) throws Exception {
    Path staging = directory.resolve("staging");
    Path webServer = directory.resolve("web-server");
    InstalledHooks hooks =
        SampleHook.install(
            directory, "reload", "#!/bin/sh\n" + WebServer.reloading(kind, webServer) + "\n");
    HookCall reload = new HookCall("reload", HookCall.Moment.AFTER_SWITCH, true, new TreeMap<>());
    try (PublishedSite site =
        new PublishedSite(
            Files.createDirectories(directory), hooks, Optional.empty(), List.of(reload))) {
      write(staging, 0);
      site.stage(staging);
      // There is no web server yet that could reload, and no version to go back to.
      site.commit();
      try (ServerProcess server =
          WebServer.startHoldingFiles(kind, webServer, site.documentRoot())) {
        failsNoRequestWhileItReloads(kind, server, site, staging);
      }
    }
  }

  /** The document root is no link, but named in the web server's configuration. */
  @ParameterizedTest
  @EnumSource(WebServer.Kind.class)
  void shouldFailNoRequestWhileTheSwitchIsOneOfConfiguration(WebServer.Kind kind) throws Exception {
    Path staging = directory.resolve("staging");
    Path webServer = directory.resolve("web-server");
    InstalledHooks hooks =
        SampleHook.install(directory, "show", WebServer.switchHook(kind, webServer));
    try (ServerProcess server = WebServer.startShownBy(kind, webServer);
        PublishedSite site =
            new PublishedSite(
                Files.createDirectories(directory), hooks, Optional.of("show"), List.of())) {
      write(staging, 0);
      site.stage(staging);
      site.commit();
      Waiting.until(
          "for the first version", PATIENCE_MILLIS, () -> shows(server.url(PAGE), text(7, 0)));
      // What the link says is no matter to who does not follow it.
      failsNoRequestWhileItReloads(kind, server, site, staging);
    }
  }

  private static void failsNoRequestWhileItReloads(
      WebServer.Kind kind, ServerProcess server, PublishedSite site, Path staging)
      throws Exception {
    Load load = Load.on(server.url(PAGE));
    for (int generation = 1; generation <= RELOADS; generation++) {
      write(staging, generation);
      site.stage(staging);
      site.commit();
      String expected = text(7, generation);
      Waiting.until(
          "for generation " + generation + " after the reload",
          PATIENCE_MILLIS,
          () -> shows(server.url(PAGE), expected));
    }
    Load.Outcome outcome = load.end();
    System.out.printf("%s: %d requests, %d reloads%n", kind, outcome.requests(), RELOADS);
    assertTrue(outcome.requests() > 20 * RELOADS, outcome.text());
    assertTrue(outcome.failures().isEmpty(), outcome.text());
  }

  private static boolean shows(String url, String expected) {
    try {
      return expected.equals(get(url));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("a request failed", e);
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
