package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.RefusalReason;

/**
 * The configuration entries that go with the versions of one site (CI-1). Each version has a list
 * of its own on disk; what an entry was before any version had it is kept, and comes back when the
 * live version does not have it.
 *
 * <p>One thread at a time. Doing anything again changes nothing.
 */
final class SiteEntries {
  private final FileSystemOps ops;
  private final SiteDirectory directory;
  private final ConfigurationFiles files;
  private final boolean publisherPinned;

  /**
   * Of one site.
   *
   * @param publisherPinned nothing goes live without a publisher's word, and that is about files
   */
  SiteEntries(
      FileSystemOps ops,
      SiteDirectory directory,
      ConfigurationFiles files,
      boolean publisherPinned) {
    this.ops = ops;
    this.directory = directory;
    this.files = files;
    this.publisherPinned = publisherPinned;
  }

  /**
   * Looks whether entries can be made so; nothing is written.
   *
   * @throws AssignmentRejected naming the file that is not as it has to be
   */
  void require(List<ConfigurationEntry> entries) throws AssignmentRejected {
    if (publisherPinned && !entries.isEmpty()) {
      throw new AssignmentRejected(
          RefusalReason.CONFIGURATION,
          "the assignment has configuration entries, which no publisher signs; this server takes"
              + " none for a site whose publisher it knows (publisher.keys)");
    }
    for (ConfigurationEntry entry : entries) {
      Optional<String> problem = files.problem(entry.target());
      if (problem.isPresent()) {
        throw new AssignmentRejected(RefusalReason.CONFIGURATION, problem.get());
      }
    }
  }

  /** Keeps the entries of a version beside it; durable when it returns. */
  void keep(long version, List<ConfigurationEntry> entries) throws IOException {
    write(directory.entries(version), entries);
  }

  /**
   * Has the configuration files be as a version has them. A crash meanwhile leaves each file as it
   * was or as it is to be.
   *
   * @throws IOException naming the file that could not be read or replaced
   */
  void apply(long version) throws IOException {
    Map<String, ConfigurationEntry> wanted = read(directory.entries(version));
    Map<String, ConfigurationEntry> originals = read(directory.originalEntries());
    Map<String, ConfigurationEntry> all = new TreeMap<>(originals);
    for (ConfigurationEntry entry : wanted.values()) {
      if (!all.containsKey(entry.name())) {
        Optional<String> value = files.get(entry.target(), entry.key());
        all.put(entry.name(), new ConfigurationEntry(entry.target(), entry.key(), value));
      }
    }
    if (!all.equals(originals)) {
      // Before the first change: afterwards nobody knows any more what was there.
      write(directory.originalEntries(), all.values());
    }
    set(wanted, all);
    Map<String, ConfigurationEntry> kept = new TreeMap<>(all);
    kept.keySet().retainAll(wanted.keySet());
    if (!kept.equals(all)) {
      write(directory.originalEntries(), kept.values());
    }
  }

  private void set(Map<String, ConfigurationEntry> wanted, Map<String, ConfigurationEntry> all)
      throws IOException {
    Map<String, Map<String, Optional<String>>> byFile = new TreeMap<>();
    Set<String> needed = new HashSet<>();
    wanted.values().forEach(entry -> needed.add(entry.target()));
    for (ConfigurationEntry original : all.values()) {
      ConfigurationEntry entry = wanted.getOrDefault(original.name(), original);
      // A file that was taken away from the product is not restored either.
      if (needed.contains(entry.target()) || files.knows(entry.target())) {
        byFile
            .computeIfAbsent(entry.target(), name -> new TreeMap<>())
            .put(entry.key(), entry.value());
      }
    }
    for (Map.Entry<String, Map<String, Optional<String>>> file : byFile.entrySet()) {
      files.set(ops, file.getKey(), file.getValue());
    }
  }

  private void write(Path file, Collection<ConfigurationEntry> entries) throws IOException {
    if (entries.isEmpty()) {
      AtomicFile.discard(ops, file);
      if (Files.exists(file)) {
        ops.delete(file);
        ops.sync(file.getParent());
      }
      return;
    }
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(entry.line()).append('\n'));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(ops, file, out -> out.write(bytes));
  }

  private static Map<String, ConfigurationEntry> read(Path file) throws IOException {
    Map<String, ConfigurationEntry> entries = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        ConfigurationEntry entry = ConfigurationEntry.parse(line);
        entries.put(entry.name(), entry);
      }
    } catch (NoSuchFileException e) {
      return entries;
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    return entries;
  }
}
