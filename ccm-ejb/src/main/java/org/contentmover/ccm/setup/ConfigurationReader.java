package org.contentmover.ccm.setup;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.core.tree.TreePolicy;

/**
 * Reads the configuration: each key from the system property {@code contentmover.<key>}, else from
 * the configuration file, else its default. Unknown keys in the file and every bad value are
 * refused by name, all of them at once, with what was found and what is allowed.
 */
public final class ConfigurationReader {
  /** System property that names the configuration file. */
  public static final String FILE_PROPERTY = "contentmover.ccm.config";

  static final String DATA_DIRECTORY = "data.directory";
  static final String CCM_URL = "ccm.url";
  static final String ORIGIN_RATE = "origin.bytes.per.second";
  static final String LEAST = "least.bytes.per.minute";
  static final String ORIGIN_FAN_OUT = "origin.fan.out";
  static final String CATCH_UP_FAN_OUT = "catch.up.fan.out";
  static final String RELAY_FAN_OUT = "relay.fan.out";
  static final String LEASE = "lease.seconds";
  static final String QUIET = "quiet.seconds";
  static final String SILENT_AFTER = "silent.after.seconds";
  static final String MISSING_AFTER = "missing.after.seconds";
  static final String COMMITTING = "commit.seconds";
  static final String VERSIONS_KEPT = "versions.kept";
  static final String DELTA_PROFILE = "delta.profile";
  static final String ADMIN_PASSWORD = "admin.password";

  private static final String PREFIX = "contentmover.";
  static final Set<String> KEYS =
      Set.of(
          DATA_DIRECTORY,
          CCM_URL,
          ORIGIN_RATE,
          LEAST,
          ORIGIN_FAN_OUT,
          CATCH_UP_FAN_OUT,
          RELAY_FAN_OUT,
          LEASE,
          QUIET,
          SILENT_AFTER,
          MISSING_AFTER,
          COMMITTING,
          VERSIONS_KEPT,
          DELTA_PROFILE,
          ADMIN_PASSWORD);

  private final Properties system;
  private final Properties file;
  private final List<String> problems = new ArrayList<>();

  public ConfigurationReader(Properties system, Properties file) {
    this.system = system;
    this.file = file;
  }

  /**
   * @throws InvalidConfiguration naming everything that cannot be accepted
   */
  public CcmConfiguration read() {
    refuseUnknownKeys();
    CcmConfiguration read = readEach();
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
    return read;
  }

  private CcmConfiguration readEach() {
    return new CcmConfiguration(
        dataDirectory(),
        ccmUrl(),
        number(ORIGIN_RATE, 0, 0, Long.MAX_VALUE),
        LeastProgress.perMinute(number(LEAST, CcmConfiguration.LEAST_PER_MINUTE, 0, 1L << 40)),
        new TreePolicy(
            (int) number(ORIGIN_FAN_OUT, TreePolicy.DEFAULT.originFanOut(), 1, 10_000),
            (int) number(RELAY_FAN_OUT, TreePolicy.DEFAULT.relayFanOut(), 1, 10_000),
            1_000 * number(LEASE, TreePolicy.DEFAULT.leaseMillis() / 1_000, 1, 3_600),
            1_000 * number(QUIET, TreePolicy.DEFAULT.quietMillis() / 1_000, 0, 3_600)),
        (int) number(CATCH_UP_FAN_OUT, CcmConfiguration.CATCH_UPS, 1, 10_000),
        Duration.ofSeconds(number(SILENT_AFTER, 15, 1, 3_600)),
        Duration.ofSeconds(number(MISSING_AFTER, 30, 1, 86_400)),
        Duration.ofSeconds(number(COMMITTING, 120, 1, 86_400)),
        (int) number(VERSIONS_KEPT, 10, 1, 100_000),
        deltaProfile(),
        value(ADMIN_PASSWORD));
  }

  private void refuseUnknownKeys() {
    Set<String> unknown = new TreeSet<>(file.stringPropertyNames());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      problems.add(
          "The configuration file has "
              + String.join(", ", unknown)
              + ", which is no key; keys are "
              + String.join(", ", new TreeSet<>(KEYS))
              + ".");
    }
  }

  /** The keys after it are looked at, too. */
  private <T> T refuse(String key, String found, String allowed, T instead) {
    problems.add(new Invalid(key, found, allowed).getMessage());
    return instead;
  }

  private String value(String key) {
    String found = system.getProperty(PREFIX + key, file.getProperty(key));
    return found == null || found.isBlank() ? null : found.strip();
  }

  private Path dataDirectory() {
    String found = value(DATA_DIRECTORY);
    try {
      return found == null ? defaultDataDirectory() : Path.of(found).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return refuse(DATA_DIRECTORY, found, "the path of a directory", null);
    }
  }

  private Path defaultDataDirectory() {
    String wildfly = system.getProperty("jboss.server.data.dir");
    String payara = system.getProperty("com.sun.aas.instanceRoot");
    if (wildfly == null && payara == null) {
      return refuse(
          DATA_DIRECTORY, "", "the path of a directory; this server offers no default", null);
    }
    return Path.of(wildfly != null ? wildfly : payara, "content-mover")
        .toAbsolutePath()
        .normalize();
  }

  private String ccmUrl() {
    String found = value(CCM_URL);
    String url = found == null ? defaultUrl() : found.replaceAll("/+$", "");
    try {
      URI uri = new URI(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, the same way as any other value that is no URL.
    }
    return refuse(
        CCM_URL, found, "an http or https URL with a host, as servers reach the CCM", null);
  }

  private String defaultUrl() {
    int port = 8080 + Integer.getInteger("jboss.socket.binding.port-offset", 0);
    try {
      return "http://" + InetAddress.getLocalHost().getHostName() + ":" + port;
    } catch (UnknownHostException e) {
      return "http://localhost:" + port;
    }
  }

  private DeltaProfile deltaProfile() {
    String found = value(DELTA_PROFILE);
    List<String> allowed = new ArrayList<>();
    for (DeltaProfile profile : DeltaProfile.values()) {
      String name = profile.name().toLowerCase(Locale.ROOT);
      if (found == null ? profile == DeltaProfile.DEFAULT : name.equals(found)) {
        return profile;
      }
      allowed.add(name);
    }
    return refuse(DELTA_PROFILE, found, "one of " + allowed, null);
  }

  private long number(String key, long preset, long least, long most) {
    String found = value(key);
    if (found == null) {
      return preset;
    }
    String allowed = "a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most);
    try {
      long number = Long.parseLong(found);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, the same way as a number out of range.
    }
    return refuse(key, found, allowed, preset);
  }
}
