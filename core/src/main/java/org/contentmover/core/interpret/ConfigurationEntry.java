package org.contentmover.core.interpret;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of a configuration file on a server, as it is to be while a version is live (CI-1). The
 * file is known by the name that the server's administrator gave it, never by a path.
 *
 * @param target name of the file
 * @param key within the file: a name, or a path that begins with /; what it means is the file's
 *     matter
 * @param value empty when there is to be no such entry
 */
public record ConfigurationEntry(String target, String key, Optional<String> value) {
  /** More a version does not have. */
  public static final int MAX_ENTRIES = 64;

  private static final String TARGET = "[a-z0-9][a-z0-9-]{0,31}";
  private static final String KEY = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";
  private static final String PATH_PART = "\\p{Cntrl}\\u2028\\u2029\\[\\]";
  private static final String PATH =
      "/(?:[^=" + PATH_PART + "]|\\[[^" + PATH_PART + "]{0,254}\\]){0,255}";
  private static final int MAX_LINE_CHARS = 2_000;
  private static final int MAX_PATH_CHARS = 256;
  private static final String VALUE = "[^\\p{Cntrl}\\u2028\\u2029]{0,1000}";

  public ConfigurationEntry {
    Objects.requireNonNull(value, "value");
    require(
        isTarget(target),
        "the name of a configuration file is 1 to 32 of a-z 0-9 -, beginning with a letter or"
            + " digit");
    require(
        isKey(key),
        "the key of a configuration entry is 1 to 128 of A-Z a-z 0-9 . _ -, beginning with neither"
            + " . nor -, or a path like /db/url of at most 256 characters, in which = stands within"
            + " [ ] only");
    require(
        value.isEmpty() || value.get().matches(VALUE),
        "the value of a configuration entry is at most 1,000 characters in one line");
  }

  private static boolean isKey(String key) {
    return key.matches(KEY)
        || (key.length() <= MAX_PATH_CHARS && key.matches(PATH) && key.equals(key.strip()));
  }

  /** Whether a configuration file can have this name. */
  public static boolean isTarget(String name) {
    return name.matches(TARGET);
  }

  /**
   * Rejects what cannot be the entries of one version.
   *
   * @throws IllegalArgumentException when they are too many, or two are about the same
   */
  public static void requireSet(List<ConfigurationEntry> entries) {
    require(
        entries.size() <= MAX_ENTRIES,
        "a version has at most " + MAX_ENTRIES + " configuration entries");
    Set<String> seen = new HashSet<>();
    for (ConfigurationEntry entry : entries) {
      require(seen.add(entry.name()), "there are two configuration entries " + entry.name());
    }
  }

  /** Target and key; no two entries of a version have the same. */
  public String name() {
    return target + ' ' + key;
  }

  /** As one line: {@code target key = value}, without {@code = value} when it is to be gone. */
  public String line() {
    return value.map(it -> name() + " = " + it).orElse(name());
  }

  /**
   * Understands such a line; blanks around each part say nothing.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ConfigurationEntry parse(String line) {
    require(line.length() <= MAX_LINE_CHARS, "a configuration entry has at most 2,000 characters");
    int equals = equalsOf(line);
    String[] words = (equals < 0 ? line : line.substring(0, equals)).strip().split("\\s+", 2);
    require(
        words.length == 2,
        "a configuration entry is the name of a file, a key, and = and a value unless it is to be"
            + " gone");
    return new ConfigurationEntry(
        words[0],
        words[1],
        equals < 0 ? Optional.empty() : Optional.of(line.substring(equals + 1).strip()));
  }

  /** The first that is not within brackets. */
  private static int equalsOf(String line) {
    for (int at = 0; at < line.length(); at++) {
      if (line.charAt(at) == '=') {
        return at;
      }
      int close = line.charAt(at) == '[' ? line.indexOf(']', at) : -1;
      at = Math.max(at, close);
    }
    return -1;
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
