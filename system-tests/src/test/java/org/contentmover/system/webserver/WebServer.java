package org.contentmover.system.webserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.contentmover.farm.Waiting;

/** A web server's process with a configuration of its own, on loopback. */
final class WebServer implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 20_000;

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
          server { listen 127.0.0.1:%3$d; root %2$s; }
        }
        """,
        "open_file_cache max=1000 inactive=300s; open_file_cache_valid 300s; keepalive_timeout 0;",
        "-s reload") {
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
        DocumentRoot %2$s
        <Directory />
          Options FollowSymLinks
          Require all granted
        </Directory>
        """,
        "KeepAlive Off",
        "-k graceful") {
      @Override
      List<String> command(Path program, Path configuration) {
        return List.of(program.toString(), "-DFOREGROUND", "-f", configuration.toString());
      }
    };

    private final String program;
    private final String configuration;
    private final String holding;
    private final String reload;

    /**
     * One of them.
     *
     * @param holding has it keep files open, where it can; and no connections, because a client
     *     cannot tell a request that comes too late on one from a failed one
     */
    Kind(String program, String configuration, String holding, String reload) {
      this.program = program;
      this.configuration = configuration;
      this.holding = holding;
      this.reload = reload;
    }

    private Path configuration(Path directory) {
      return directory.resolve(program + ".conf");
    }

    abstract List<String> command(Path program, Path configuration);
  }

  private final Process process;
  private final int port;

  private WebServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one; returns when it takes connections. */
  static WebServer start(Kind kind, Path directory, Path documentRoot) throws IOException {
    return start(kind, directory, documentRoot, "");
  }

  /** Starts one that goes on serving files it has opened, until it is told to reload. */
  static WebServer startHoldingFiles(Kind kind, Path directory, Path documentRoot)
      throws IOException {
    return start(kind, directory, documentRoot, kind.holding);
  }

  /** The command by which an administrator has it reload. */
  static String reloading(Kind kind, Path directory) {
    String flag = kind == Kind.NGINX ? "-c " : "-f ";
    return "exec " + kind.program + " " + flag + kind.configuration(directory) + " " + kind.reload;
  }

  private static WebServer start(Kind kind, Path directory, Path documentRoot, String settings)
      throws IOException {
    Files.createDirectories(directory);
    int port = freePort();
    Path configuration = kind.configuration(directory);
    Files.writeString(
        configuration, kind.configuration.formatted(directory, documentRoot, port, settings));
    Path log = directory.resolve("output");
    Process process =
        new ProcessBuilder(kind.command(Programs.named(kind.program), configuration))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    WebServer server = new WebServer(process, port);
    Waiting.until("for " + kind + ", see " + log, PATIENCE_MILLIS, server::takesConnections);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean takesConnections() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the web server ended with " + process.exitValue());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + "/" + path;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
