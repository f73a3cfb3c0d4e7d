package org.contentmover.farm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One WildFly process with its own base directory. Many of them share one server directory.
 *
 * @param name the server's name in the farm
 * @param server the provisioned server directory
 * @param base this instance's base directory
 * @param address where its HTTP listener is
 * @param portOffset added to WildFly's standard ports
 * @param launcher what its command begins with; empty for nothing
 */
record WildFlyProcess(
    String name, Path server, Path base, String address, int portOffset, List<String> launcher) {

  private static final int HTTP_PORT = 8080;

  /** Where its HTTP listener answers. */
  String url() {
    return "http://" + address + ":" + port();
  }

  /** The port of the HTTP listener. */
  int port() {
    return HTTP_PORT + portOffset;
  }

  /**
   * Looks whether its HTTP listener could listen, on this host.
   *
   * @throws FarmException when something else does
   */
  void requireFreePort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress("127.0.0.1", port()));
    } catch (IOException e) {
      throw new FarmException(
          "Port "
              + port()
              + ", wanted for "
              + name
              + ", is in use. Stop what uses it or choose other ports: --port-offset N");
    }
  }

  /** Lays out the base directory anew and puts the archives into it. */
  void prepare(List<Path> archives) throws IOException {
    Path template = server.resolve("standalone");
    FileTrees.copyConfiguration(template.resolve("configuration"), base.resolve("configuration"));
    Path deployments = Files.createDirectories(base.resolve("deployments"));
    try (DirectoryStream<Path> old = Files.newDirectoryStream(deployments)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    for (Path archive : archives) {
      Files.copy(
          archive,
          deployments.resolve(archive.getFileName()),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectories(base.resolve("log"));
  }

  /**
   * Starts the process; it outlives this JVM and is the leader of its own session, so that a Ctrl-C
   * at the terminal reaches only the demo.
   *
   * @param jvmOptions memory and the like
   * @param properties system properties of the instance
   * @param environment added to the environment
   */
  ServerProcess start(
      List<String> jvmOptions, Map<String, String> properties, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(launcher);
    sessionLeader().ifPresent(command::add);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Djava.awt.headless=true");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Djboss.modules.system.pkgs=org.jboss.byteman");
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"));
    Path logging = base.resolve("configuration/logging.properties");
    command.add("-Dlogging.configuration=" + logging.toUri());
    command.addAll(
        List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED"));
    command.add("-jar");
    command.add(server.resolve("jboss-modules.jar").toString());
    command.add("-mp");
    command.add(server.resolve("modules").toString());
    command.add("org.jboss.as.standalone");
    command.add("-Djboss.home.dir=" + server);
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.socket.binding.port-offset=" + portOffset);
    command.add("-Djboss.bind.address=" + address);
    command.add("-Djboss.bind.address.management=127.0.0.1");
    command.add("-Djboss.node.name=" + name);
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));

    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(base.resolve("log/console.log").toFile()));
    builder.redirectInput(Path.of("/dev/null").toFile());
    return ServerProcess.of(builder.start().toHandle());
  }

  private static Optional<String> sessionLeader() {
    return List.of("/usr/bin/setsid", "/bin/setsid").stream()
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst();
  }
}
