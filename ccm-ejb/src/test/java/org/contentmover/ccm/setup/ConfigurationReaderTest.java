package org.contentmover.ccm.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.core.tree.TreePolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
  private final Properties system = new Properties();
  private final Properties file = new Properties();

  @BeforeEach
  void onWildFly() {
    system.setProperty("jboss.server.data.dir", "/var/wildfly/data");
  }

  private CcmConfiguration read() {
    return new ConfigurationReader(system, file).read();
  }

  @Test
  void shouldHaveADefaultForEverything() {
    CcmConfiguration configuration = read();
    assertEquals(Path.of("/var/wildfly/data/content-mover"), configuration.dataDirectory());
    assertEquals(TreePolicy.DEFAULT, configuration.treePolicy());
    assertEquals(0, configuration.originBytesPerSecond());
    assertEquals(16, configuration.catchUpFanOut());
    assertEquals(Duration.ofSeconds(15), configuration.silentAfter());
    assertEquals(DeltaProfile.DEFAULT, configuration.deltaProfile());
    assertNull(configuration.adminPassword());
  }

  @Test
  void shouldTakeEveryDeltaProfile() {
    for (DeltaProfile profile : DeltaProfile.values()) {
      file.setProperty("delta.profile", profile.name().toLowerCase(Locale.ROOT));
      assertEquals(profile, read().deltaProfile());
    }
  }

  @Test
  void shouldPreferTheSystemPropertyToTheFile() {
    file.setProperty("ccm.url", "https://file/");
    assertEquals("https://file", read().ccmUrl());
    system.setProperty("contentmover.ccm.url", "https://system/");
    assertEquals("https://system", read().ccmUrl());
  }

  @ParameterizedTest
  @CsvSource({
    "ccm.url, ftp://host",
    "ccm.url, http:///",
    "ccm.url, http://a b",
    "origin.bytes.per.second, -1",
    "origin.bytes.per.second, ten",
    "origin.fan.out, 0",
    "catch.up.fan.out, 0",
    "catch.up.fan.out, 10001",
    "missing.after.seconds, 0",
    "versions.kept, 0",
    "delta.profile, FAST",
    "delta.profile, best"
  })
  void shouldNameTheKeyAndWhatIsAllowed(String key, String value) {
    file.setProperty(key, value);
    InvalidConfiguration problem = assertThrows(InvalidConfiguration.class, this::read);
    assertTrue(
        problem.getMessage().contains(key + ": found \"" + value + "\", allowed is "),
        problem.getMessage());
  }

  @Test
  void shouldRefuseAnUnknownKeyInTheFile() {
    file.setProperty("origin.rate", "1");
    InvalidConfiguration problem = assertThrows(InvalidConfiguration.class, this::read);
    assertTrue(problem.getMessage().contains("origin.rate, which is no key"));
    assertTrue(problem.getMessage().contains("origin.bytes.per.second"));
  }

  @Test
  void shouldNameEverythingThatIsWrongAtOnce() {
    file.setProperty("lease.secs", "3");
    file.setProperty("origin.fan.out", "0");
    file.setProperty("ccm.url", "boston");
    String problem = assertThrows(InvalidConfiguration.class, this::read).getMessage();
    for (String key : new String[] {"lease.secs", "origin.fan.out", "ccm.url"}) {
      assertTrue(problem.contains(key), problem);
    }
  }

  @Test
  void shouldNotShowThePasswordInTexts() {
    file.setProperty("admin.password", "secret-secret");
    assertTrue(!read().toString().contains("secret-secret"));
  }

  /** The table in docs/operations/ccm.md names exactly the keys there are. */
  @Test
  void shouldBeDocumentedKeyByKey() throws IOException {
    String page = Files.readString(Path.of("../docs/operations/ccm.md"));
    TreeSet<String> documented = new TreeSet<>();
    Matcher row = Pattern.compile("^\\| `([a-z.]+)` \\|", Pattern.MULTILINE).matcher(page);
    while (row.find()) {
      documented.add(row.group(1));
    }
    assertEquals(new TreeSet<>(ConfigurationReader.KEYS), documented);
  }
}
