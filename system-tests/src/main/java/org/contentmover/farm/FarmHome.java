package org.contentmover.farm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a farm finds the built product and keeps its own files.
 *
 * @param repository the root of the checked-out product
 * @param directory the farm's own directory: server bases, content, state
 */
public record FarmHome(Path repository, Path directory) {

  public FarmHome {
    repository = repository.toAbsolutePath().normalize();
    directory = directory.toAbsolutePath().normalize();
  }

  /** The demo's farm. */
  public static FarmHome ofDemo(Path repository) {
    return new FarmHome(repository, repository.resolve("target/demo"));
  }

  Path ccmServer() {
    return repository.resolve("server-config/wildfly/ccm/target/server");
  }

  Path agentServer() {
    return repository.resolve("server-config/wildfly/agent/target/server");
  }

  Path ccmArchive() {
    return repository.resolve("ccm-ear/target/ccm.ear");
  }

  List<Path> agentArchives() {
    return List.of(
        repository.resolve("gl-connector/rar/target/gl-connector.rar"),
        repository.resolve("bes-agent-war/target/bes-agent.war"));
  }

  /** The site that ships with the product. */
  public Path sampleSite() {
    return repository.resolve("samples/site");
  }

  Path base(String server) {
    return directory.resolve("servers").resolve(server);
  }

  /** What a server's process wrote. */
  public Path log(String server) {
    return base(server).resolve("log/console.log");
  }

  /** The root of a back-end server's content: {@code <hosted site>/live} is below it. */
  public Path content(String server) {
    return directory.resolve("content").resolve(server);
  }

  /** Where an agent keeps its keys and records. */
  public Path state(String server) {
    return base(server).resolve("data/content-mover");
  }

  /**
   * Of the files that assignments know as "shop", "app" and "pools"; whoever wants one makes it.
   */
  public Path configurationFile(String server, String file) {
    return base(server).resolve(file);
  }

  /** Where an agent looks for hooks; whoever installs one makes it. */
  public Path hooks(String server) {
    return base(server).resolve("hooks");
  }

  /** The one configuration file of an agent. */
  public Path agentConfiguration(String server) {
    return base(server).resolve("configuration/content-mover-agent.properties");
  }

  /** What the CCM keeps: its key, the content store. */
  Path ccmData() {
    return directory.resolve("ccm-data");
  }

  /** The key with which the CCM signs. */
  Path ccmKey() {
    return ccmData().resolve("keys/ccm.key");
  }

  Path stateFile() {
    return directory.resolve("farm.json");
  }

  /** Says which part of the product has not been built. */
  void requireBuilt() {
    for (Path needed :
        List.of(
            ccmServer().resolve("jboss-modules.jar"),
            agentServer().resolve("jboss-modules.jar"),
            ccmArchive(),
            agentArchives().get(0),
            agentArchives().get(1))) {
      if (!Files.exists(needed)) {
        throw new FarmException(
            "The product is not built: " + needed + " is missing. Run: mvn -DskipTests package");
      }
    }
  }
}
