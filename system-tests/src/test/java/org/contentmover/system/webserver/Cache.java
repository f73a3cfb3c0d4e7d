package org.contentmover.system.webserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Varnish in front of a web server; what it has taken it keeps for an hour, unless it is told. */
final class Cache {
  private static final String CONFIGURATION =
      """
      vcl 4.1;
      backend default { .host = "127.0.0.1"; .port = "%d"; }
      sub vcl_recv { set req.http.host = "www.example.com"; }
      sub vcl_backend_response { set beresp.ttl = 1h; }
      sub vcl_deliver { set resp.http.From-Cache = obj.hits > 0; }
      """;

  private Cache() {}

  static ServerProcess before(ServerProcess server, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path configuration =
        Files.writeString(directory.resolve("cache.vcl"), CONFIGURATION.formatted(server.port()));
    int port = ServerProcess.freePort();
    List<String> command =
        List.of(
            Programs.named("varnishd").toString(),
            "-F",
            "-j",
            "none",
            "-n",
            work(directory),
            "-a",
            "127.0.0.1:" + port,
            "-f",
            configuration.toString(),
            "-s",
            "malloc,16m");
    return ServerProcess.start(command, port, directory.resolve("output"));
  }

  private static String work(Path directory) {
    return directory.resolve("work").toString();
  }

  /** The hook that comes with the product. */
  static String forgettingHook(Path directory) throws IOException {
    return SampleHook.adapted(
        "forget-in-varnish", "varnishadm", "varnishadm -n " + work(directory));
  }
}
