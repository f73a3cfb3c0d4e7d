package org.contentmover.system.webserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.contentmover.content.hook.InstalledHooks;
import org.contentmover.core.interpret.HookCall;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real cache in front of a web server, and a hook that is told what has changed (CI-10). */
@Tag("alone")
class CacheForgetsIT {
  private static final HookCall FORGET =
      new HookCall("forget", HookCall.Moment.AFTER_SWITCH, false, new TreeMap<>());

  @TempDir Path directory;

  @Test
  void shouldForgetWhatAVersionChangesAndNothingElse() throws Exception {
    Path cache = directory.resolve("cache");
    InstalledHooks hooks = SampleHook.install(directory, "forget", Cache.forgettingHook(cache));
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.createDirectories(staging.resolve("a (new) page+"));
    Path changed = staging.resolve("a (new) page+/über.html");
    write(changed, "old");
    write(staging.resolve("index.html"), "old");
    write(staging.resolve("kept.html"), "kept");
    try (PublishedSite site =
        new PublishedSite(directory, hooks, Optional.empty(), List.of(FORGET))) {
      site.stage(staging);
      // No cache is there yet: what a hook that fails says is in the report.
      site.commit();
      try (ServerProcess server =
              WebServer.start(
                  WebServer.Kind.NGINX, directory.resolve("web-server"), site.documentRoot());
          ServerProcess varnish = Cache.before(server, cache)) {
        String page = "a%20(new)%20page+/%C3%BCber.html";
        for (String path : List.of(page, "index.html", "", "kept.html")) {
          get(varnish.url(path));
          assertEquals("true", get(varnish.url(path)).headers().firstValue("From-Cache").get());
        }
        write(changed, "new");
        write(staging.resolve("index.html"), "new");
        site.stage(staging);
        site.commit();
        for (String path : List.of(page, "index.html", "")) {
          assertEquals("new", get(varnish.url(path)).body(), path);
        }
        HttpResponse<String> kept = get(varnish.url("kept.html"));
        assertEquals("true", kept.headers().firstValue("From-Cache").get());
      }
    }
  }

  private static void write(Path file, String text) throws Exception {
    Files.writeString(file, text);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
