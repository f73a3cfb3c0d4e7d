package org.contentmover.agent.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads typed values out of properties and collects every problem instead of stopping at the first.
 * A value with a problem is returned as null (or 0); nobody uses it, because problems end the
 * start.
 */
final class SettingValues {
  private static final Pattern ADDRESS_LITERAL =
      Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final Properties properties;
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  SettingValues(Properties properties) {
    this.properties = properties;
    for (String name : properties.stringPropertyNames()) {
      if (SettingKey.named(name).isEmpty()) {
        problems.add(
            new ConfigurationProblem(name, "an unknown key", "only a key of the reference"));
      }
    }
  }

  List<ConfigurationProblem> problems() {
    return problems;
  }

  void problem(SettingKey key) {
    problems.add(new ConfigurationProblem(key.key(), quoted(text(key)), key.allowed()));
  }

  boolean present(SettingKey key) {
    return properties.containsKey(key.key());
  }

  String text(SettingKey key) {
    String found = properties.getProperty(key.key(), key.defaultValue());
    return found == null ? null : found.strip();
  }

  <T> T parsed(SettingKey key, Function<String, T> parser) {
    String found = text(key);
    if (found == null || (found.isEmpty() && key.defaultValue() == null)) {
      problems.add(new ConfigurationProblem(key.key(), "nothing", key.allowed()));
      return null;
    }
    try {
      T value = parser.apply(found);
      if (value == null) {
        problem(key);
      }
      return value;
    } catch (IllegalArgumentException | DateTimeException e) {
      problem(key);
      return null;
    }
  }

  long number(SettingKey key, long min, long max) {
    Long value =
        parsed(
            key,
            found -> {
              long parsed = Long.parseLong(found);
              return parsed < min || parsed > max ? null : parsed;
            });
    return value == null ? 0 : value;
  }

  String label(SettingKey key, int maxBytes) {
    return parsed(
        key, found -> found.getBytes(StandardCharsets.UTF_8).length <= maxBytes ? found : null);
  }

  boolean flag(SettingKey key) {
    Boolean value =
        parsed(
            key,
            found -> found.equals("true") || found.equals("false") ? Boolean.valueOf(found) : null);
    return Boolean.TRUE.equals(value);
  }

  <E extends Enum<E>> E oneOf(SettingKey key, Class<E> type) {
    return parsed(
        key,
        found ->
            found.equals(found.toLowerCase(Locale.ROOT))
                ? Enum.valueOf(type, found.toUpperCase(Locale.ROOT))
                : null);
  }

  Path directory(SettingKey key) {
    return parsed(
        key,
        found -> {
          Path path = Path.of(found);
          return path.isAbsolute() ? path.normalize() : null;
        });
  }

  /** Directories with commas between; empty for none. */
  List<Path> directories(SettingKey key) {
    return parsed(
        key,
        found -> {
          List<Path> paths =
              Arrays.stream(found.split(",", -1))
                  .map(String::strip)
                  .filter(text -> !text.isEmpty())
                  .map(Path::of)
                  .toList();
          return paths.stream().allMatch(Path::isAbsolute)
              ? paths.stream().map(Path::normalize).toList()
              : null;
        });
  }

  /** An http or https URL, without a trailing slash so that paths can be appended. */
  URI url(SettingKey key) {
    return parsed(
        key,
        found -> {
          URI url = URI.create(found.replaceAll("/+$", ""));
          boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
          boolean plain =
              url.getHost() != null
                  && url.getQuery() == null
                  && url.getFragment() == null
                  && url.getUserInfo() == null;
          return web && plain ? url : null;
        });
  }

  /** An IP address; never a host name, so that the start depends on no name server. */
  InetAddress address(SettingKey key) {
    return parsed(
        key,
        found -> {
          if (!ADDRESS_LITERAL.matcher(found).matches()) {
            return null;
          }
          try {
            return InetAddress.getByName(found);
          } catch (UnknownHostException e) {
            return null;
          }
        });
  }

  InetAddress multicastGroup(SettingKey key) {
    InetAddress address = address(key);
    if (address != null && !address.isMulticastAddress()) {
      problem(key);
      return null;
    }
    return address;
  }

  ZoneId zone(SettingKey key) {
    return parsed(key, ZoneId::of);
  }

  private static String quoted(String found) {
    return found == null ? "nothing" : "\"" + found + "\"";
  }
}
