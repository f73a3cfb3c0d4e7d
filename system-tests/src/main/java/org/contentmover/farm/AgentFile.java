package org.contentmover.farm;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the one configuration file of an agent (docs/operations/agent.md). */
final class AgentFile {

  /** Seven and more servers share the cores of one machine: processes starve for a moment. */
  private static final String TIMERS_FOR_A_CROWDED_MACHINE = "slow";

  private AgentFile() {}

  /**
   * Writes it.
   *
   * @param settings beside those every agent of a farm has, or in place of them
   */
  static void write(
      FarmHome home,
      FarmSpec spec,
      FarmState.Member server,
      String agentUrl,
      String ccmUrl,
      String enrolmentToken,
      Map<String, String> settings)
      throws IOException {
    int segment = spec.segmentNames().indexOf(server.segment());
    int firstPort = 25_000 + spec.portOffset() / 10;
    TreeMap<String, String> keys = new TreeMap<>();
    keys.put("server.name", server.name());
    keys.put("server.role", "backend");
    keys.put("segment.name", server.segment());
    keys.put("root.directory", home.content(server.name()).toString());
    keys.put("state.directory", home.state(server.name()).toString());
    keys.put("ccm.url", ccmUrl);
    keys.put("ccm.enrolment.token", enrolmentToken);
    keys.put("agent.url", agentUrl);
    keys.put("multicast.interface", spec.hosts().address(server.host()));
    keys.put("multicast.group", "239.192.1." + (segment + 1));
    keys.put("multicast.port", String.valueOf(firstPort + segment));
    keys.put("multicast.data.group", "239.192." + (64 + segment) + ".0");
    keys.put("multicast.data.port", String.valueOf(firstPort + 50 + segment));
    keys.put("multicast.ttl", spec.hosts().areSeparate() ? "1" : "0");
    keys.put("timers.profile", TIMERS_FOR_A_CROWDED_MACHINE);
    keys.put("versions.keep", "3");
    keys.put(
        "configuration.files",
        Stream.of("shop.properties", "app.json", "pools.xml")
            .map(
                file ->
                    Publishing.SITE
                        + '/'
                        + file.substring(0, file.indexOf('.'))
                        + '='
                        + home.configurationFile(server.name(), file))
            .collect(Collectors.joining(",")));
    keys.put("hooks.directory", home.hooks(server.name()).toString());
    keys.put("hooks.time.limit.seconds", "20");
    if (spec.rateBytesPerSecond() > 0) {
      keys.put("rate.multicast.bytes.per.second", String.valueOf(spec.rateBytesPerSecond()));
      keys.put("rate.relay.bytes.per.second", String.valueOf(spec.rateBytesPerSecond()));
    }
    keys.putAll(settings);
    Properties properties = new Properties();
    properties.putAll(keys);
    Path file = home.agentConfiguration(server.name());
    Files.createDirectories(file.getParent());
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "Agent " + server.name() + " of the demo farm");
    }
  }
}
