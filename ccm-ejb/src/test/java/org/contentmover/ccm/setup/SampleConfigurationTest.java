package org.contentmover.ccm.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sample an administrator starts from is right as it is, and complete. */
class SampleConfigurationTest {

  private static final Path SAMPLE =
      Path.of("../server-config/samples/content-mover-ccm.properties");
  private static final Pattern DEFAULT_LINE = Pattern.compile("(?m)^#([a-z.]+=)");

  @Test
  void shouldNameEveryKey() throws IOException {
    assertEquals(
        new TreeSet<>(ConfigurationReader.KEYS), new TreeSet<>(everyKey().stringPropertyNames()));
  }

  @Test
  void shouldShowTheDefaults() throws IOException {
    Properties written = everyKey();
    Properties implied = new Properties();
    for (String key : new String[] {"data.directory", "ccm.url"}) {
      implied.setProperty(key, written.getProperty(key));
    }
    assertEquals(
        new ConfigurationReader(new Properties(), implied).read(),
        new ConfigurationReader(new Properties(), written).read());
  }

  private static Properties everyKey() throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(DEFAULT_LINE.matcher(Files.readString(SAMPLE)).replaceAll("$1")));
    return properties;
  }
}
