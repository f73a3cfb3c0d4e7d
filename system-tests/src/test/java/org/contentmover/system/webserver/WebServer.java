package org.contentmover.system.webserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Web servers with a configuration of their own. */
final class WebServer {

  /** The web servers a farm may have; as their packages configure them, but for what they serve. */
  enum Kind {
    NGINX(
        "nginx",
        """
        daemon off;
        user root;
        worker_processes 2;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events { worker_connections 512; }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          keepalive_requests 1000000;
          include /etc/nginx/mime.types;
          %4$s
          server { listen 127.0.0.1:%3$d; %2$s }
        }
        """,
        "open_file_cache max=1000 inactive=300s; open_file_cache_valid 300s; keepalive_timeout 0;",
        "-s reload",
        "root %s;",
        "include %s/[w]ww.example.com.root;",
        "show-by-nginx") {
      @Override
      List<String> command(Path program, Path configuration) {
        return List.of(program.toString(), "-c", configuration.toString());
      }
    },
    APACHE(
        "apache2",
        """
        ServerRoot %1$s
        ServerName localhost
        PidFile %1$s/apache.pid
        ErrorLog %1$s/error.log
        LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
        LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
        TypesConfig /dev/null
        Listen 127.0.0.1:%3$d
        MaxKeepAliveRequests 0
        %4$s
        %2$s
        <Directory />
          Options FollowSymLinks
          Require all granted
        </Directory>
        """,
        "KeepAlive Off",
        "-k graceful",
        "DocumentRoot %s",
        "IncludeOptional %s/www.example.com.root",
        "show-by-apache") {
      @Override
      List<String> command(Path program, Path configuration) {
        return List.of(program.toString(), "-DFOREGROUND", "-f", configuration.toString());
      }
    };

    private final String program;
    private final String configuration;
    private final String holding;
    private final String reload;
    private final String root;
    private final String includedRoot;
    private final String switchHook;

    /**
     * One of them.
     *
     * @param holding has it keep files open, where it can; and no connections, because a client
     *     cannot tell a request that comes too late on one from a failed one
     * @param includedRoot has it find its document root in a file in a directory
     * @param switchHook the sample that writes this file
     */
    Kind(
        String program,
        String configuration,
        String holding,
        String reload,
        String root,
        String includedRoot,
        String switchHook) {
      this.program = program;
      this.configuration = configuration;
      this.holding = holding;
      this.reload = reload;
      this.root = root;
      this.includedRoot = includedRoot;
      this.switchHook = switchHook;
    }

    private Path configuration(Path directory) {
      return directory.resolve(program + ".conf");
    }

    abstract List<String> command(Path program, Path configuration);
  }

  private WebServer() {}

  /** Starts one; returns when it takes connections. */
  static ServerProcess start(Kind kind, Path directory, Path documentRoot) throws IOException {
    return start(kind, directory, kind.root.formatted(documentRoot), "");
  }

  /** Starts one that goes on serving files it has opened, until it is told to reload. */
  static ServerProcess startHoldingFiles(Kind kind, Path directory, Path documentRoot)
      throws IOException {
    return start(kind, directory, kind.root.formatted(documentRoot), kind.holding);
  }

  /** Starts one whose document root a switch hook says, once it does. */
  static ServerProcess startShownBy(Kind kind, Path directory) throws IOException {
    return start(kind, directory, kind.includedRoot.formatted(directory), kind.holding);
  }

  /** The switch hook that comes with the product. */
  static String switchHook(Kind kind, Path directory) throws IOException {
    return SampleHook.adapted(
        kind.switchHook,
        "roots",
        directory.toString(),
        kind.name().toLowerCase(Locale.ROOT),
        command(kind, directory),
        "pidfile",
        directory.resolve(kind.name().toLowerCase(Locale.ROOT) + ".pid").toString());
  }

  /** The command by which an administrator has it reload. */
  static String reloading(Kind kind, Path directory) {
    return "exec " + command(kind, directory) + " " + kind.reload;
  }

  private static String command(Kind kind, Path directory) {
    String flag = kind == Kind.NGINX ? "-c " : "-f ";
    return kind.program + " " + flag + kind.configuration(directory);
  }

  private static ServerProcess start(
      Kind kind, Path directory, String documentRoot, String settings) throws IOException {
    Files.createDirectories(directory);
    int port = ServerProcess.freePort();
    Path configuration = kind.configuration(directory);
    Files.writeString(
        configuration, kind.configuration.formatted(directory, documentRoot, port, settings));
    return ServerProcess.start(
        kind.command(Programs.named(kind.program), configuration),
        port,
        directory.resolve("output"));
  }
}
