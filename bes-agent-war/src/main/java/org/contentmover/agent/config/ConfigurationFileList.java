package org.contentmover.agent.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.ConfigurationEntry;

/** The files that {@code configuration.files} names, of each site by their names. */
final class ConfigurationFileList {
  private ConfigurationFileList() {}

  /**
   * Understands {@code site/name=path,…}.
   *
   * @throws IllegalArgumentException when it is something else, or names a file or a name twice
   */
  static Map<HostedSite, Map<String, Path>> parse(String text) {
    Map<HostedSite, Map<String, Path>> files = new HashMap<>();
    Set<Path> seen = new HashSet<>();
    if (text.isEmpty()) {
      return files;
    }
    for (String part : text.split("\\s*,\\s*", -1)) {
      int slash = part.indexOf('/');
      int equals = part.indexOf('=');
      require(slash > 0 && equals > slash, part);
      HostedSite site = new HostedSite(part.substring(0, slash));
      String name = part.substring(slash + 1, equals).strip();
      Path path = path(part.substring(equals + 1).strip());
      require(ConfigurationEntry.isTarget(name), name);
      require(path.isAbsolute() && ConfigurationFiles.isKnownKind(path), part);
      require(seen.add(path), "twice " + path);
      require(
          files.computeIfAbsent(site, it -> new HashMap<>()).put(name, path) == null,
          "twice " + name);
    }
    return files;
  }

  private static Path path(String text) {
    try {
      return Path.of(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static void require(boolean holds, String found) {
    if (!holds) {
      throw new IllegalArgumentException(found);
    }
  }
}
