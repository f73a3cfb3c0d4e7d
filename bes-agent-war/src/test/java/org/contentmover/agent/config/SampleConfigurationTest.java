package org.contentmover.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sample an administrator starts from is right as it is, and complete. */
class SampleConfigurationTest {

  private static final Path SAMPLE =
      Path.of("../server-config/samples/content-mover-agent.properties");
  private static final Pattern DEFAULT_LINE = Pattern.compile("(?m)^#([a-z.]+=)");

  @Test
  void shouldBeAcceptedAsItIs() throws Exception {
    new ConfigurationReader(address -> true).read(SAMPLE);
  }

  @Test
  void shouldBeAcceptedWithEveryKeyWritten() throws Exception {
    AgentConfiguration implied = new ConfigurationReader(address -> true).read(SAMPLE);
    AgentConfiguration written =
        new ConfigurationReader(address -> true).read(everyKey(), SAMPLE.toString());
    assertEquals(implied, written, "a default in the sample is not the agent's");
  }

  @Test
  void shouldNameEveryKey() throws IOException {
    assertEquals(
        Arrays.stream(SettingKey.values())
            .map(SettingKey::key)
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(everyKey().stringPropertyNames()));
  }

  private static Properties everyKey() throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(DEFAULT_LINE.matcher(Files.readString(SAMPLE)).replaceAll("$1")));
    return properties;
  }
}
