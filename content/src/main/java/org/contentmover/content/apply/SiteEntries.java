package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.configuration.EntryChanges;
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
    Map<String, EntryChanges> changes;
    try {
      changes = changes(byName(entries), readOriginals());
    } catch (IOException e) {
      throw new AssignmentRejected(RefusalReason.CONFIGURATION, e.getMessage());
    }
    for (Map.Entry<String, EntryChanges> file : changes.entrySet()) {
      if (!file.getValue().wanted().isEmpty()) {
        Optional<String> problem = files.problem(file.getKey(), file.getValue());
        if (problem.isPresent()) {
          throw new AssignmentRejected(RefusalReason.CONFIGURATION, problem.get());
        }
      }
    }
  }

  /** Keeps the entries of a version beside it; durable when it returns. */
  void keep(long version, List<ConfigurationEntry> entries) throws IOException {
    write(directory.entries(version), entries.stream().map(ConfigurationEntry::line).toList());
  }

  /**
   * Has the configuration files be as a version has them. A crash meanwhile leaves each file as it
   * was or as it is to be. Where the version wants nothing a file keeps nobody from it: what cannot
   * be written is given back another time, and where somebody took the file away, or broke it,
   * never.
   *
   * @return what could not be given back, because its place is gone say
   * @throws IOException naming the file that could not be read or replaced and is wanted otherwise
   */
  List<String> apply(long version) throws IOException {
    Map<String, ConfigurationEntry> wanted = readEntries(directory.entries(version));
    Map<String, Optional<String>> originals = readOriginals();
    Map<String, Optional<String>> all = new TreeMap<>(originals);
    for (ConfigurationEntry entry : wanted.values()) {
      if (!all.containsKey(entry.name())) {
        all.put(entry.name(), files.written(entry.target(), entry.key()));
      }
    }
    if (!all.equals(originals)) {
      // Before the first change: afterwards nobody knows any more what was there.
      writeOriginals(all);
    }
    List<String> lost = new ArrayList<>();
    Set<String> later = new HashSet<>();
    for (Map.Entry<String, EntryChanges> file : changes(wanted, all).entrySet()) {
      try {
        lost.addAll(files.set(ops, file.getKey(), file.getValue()));
      } catch (IOException e) {
        if (!file.getValue().wanted().isEmpty()) {
          throw e;
        }
        lost.add("not given back: " + e.getMessage());
        if (files.isSound(file.getKey())) {
          later.add(file.getKey());
        }
      }
    }
    Map<String, Optional<String>> kept = new TreeMap<>(all);
    kept.keySet().removeIf(name -> !wanted.containsKey(name) && !later.contains(fileOf(name)));
    if (!kept.equals(all)) {
      writeOriginals(kept);
    }
    return lost;
  }

  /**
   * As {@link #apply}, on the way back to a version: nothing stops that.
   *
   * @return what is not as it was
   */
  List<String> takeBackTo(long version) {
    try {
      return apply(version);
    } catch (IOException e) {
      return List.of("some configuration entries could not be taken back: " + e.getMessage());
    }
  }

  /** By file: what a version wants, and what else there was before any version had it. */
  private Map<String, EntryChanges> changes(
      Map<String, ConfigurationEntry> wanted, Map<String, Optional<String>> originals) {
    Map<String, EntryChanges> byFile = new TreeMap<>();
    for (ConfigurationEntry entry : wanted.values()) {
      byFile
          .computeIfAbsent(entry.target(), file -> EntryChanges.none())
          .wanted()
          .put(entry.key(), entry.value());
    }
    originals.forEach(
        (name, written) -> {
          String file = fileOf(name);
          // A file that was taken away from the product is not restored either.
          if (!wanted.containsKey(name) && (byFile.containsKey(file) || files.knows(file))) {
            byFile
                .computeIfAbsent(file, it -> EntryChanges.none())
                .givenBack()
                .put(name.substring(file.length() + 1), written);
          }
        });
    return byFile;
  }

  /** The file an entry is in, of its name. */
  private static String fileOf(String name) {
    return name.substring(0, name.indexOf(' '));
  }

  private void write(Path file, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      AtomicFile.discard(ops, file);
      if (Files.exists(file)) {
        ops.delete(file);
        ops.sync(file.getParent());
      }
      return;
    }
    byte[] bytes = (String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(ops, file, out -> out.write(bytes));
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readString(file).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Map<String, ConfigurationEntry> byName(List<ConfigurationEntry> entries) {
    Map<String, ConfigurationEntry> byName = new TreeMap<>();
    entries.forEach(entry -> byName.put(entry.name(), entry));
    return byName;
  }

  private static Map<String, ConfigurationEntry> readEntries(Path file) throws IOException {
    try {
      return byName(lines(file).stream().map(ConfigurationEntry::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** As they were written in the files, which may be over several lines. */
  private void writeOriginals(Map<String, Optional<String>> originals) throws IOException {
    List<String> lines = new ArrayList<>();
    originals.forEach(
        (name, written) -> lines.add(name + written.map(SiteEntries::after).orElse("")));
    write(directory.originalEntries(), lines);
  }

  private static String after(String written) {
    return '\t' + written.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private Map<String, Optional<String>> readOriginals() throws IOException {
    Map<String, Optional<String>> originals = new TreeMap<>();
    try {
      for (String line : lines(directory.originalEntries())) {
        int tab = line.indexOf('\t');
        originals.put(
            tab < 0 ? line : line.substring(0, tab),
            tab < 0 ? Optional.empty() : Optional.of(line.substring(tab + 1).translateEscapes()));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(directory.originalEntries() + " is damaged: " + e.getMessage(), e);
    }
    return originals;
  }
}
