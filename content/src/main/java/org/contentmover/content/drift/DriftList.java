package org.contentmover.content.drift;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.manifest.Manifest;

/**
 * All that is known to be wrong in one tree: which entries of its manifest, one bit for each, and
 * how many foreign ones; the first of them by name (CI-7). Kept in a file beside the tree, so that
 * nothing wrong is built upon, whatever happens meanwhile.
 *
 * <p>For one thread at a time while it is made, for any afterwards.
 */
public final class DriftList {
  /** So many are told by name: more is nothing a person reads. */
  public static final int MOST_NAMED = 1_000;

  private static final String FIRST_WORD = "drift";

  private final BitSet entries;
  private final List<Drift> named = new ArrayList<>();
  private final boolean unknown;
  private long count;

  private DriftList(BitSet entries, boolean unknown) {
    this.entries = entries;
    this.unknown = unknown;
  }

  /** Nothing is wrong. */
  public static DriftList empty() {
    return new DriftList(new BitSet(), false);
  }

  /** Takes note of an entry of the manifest. */
  void add(int entry, Drift drift) {
    entries.set(entry);
    add(drift);
  }

  /** Takes note of what no entry speaks of. */
  void add(Drift drift) {
    count++;
    if (named.size() < MOST_NAMED) {
      named.add(drift);
    }
  }

  /** Whether an entry of the manifest, by its place there, may not be what it should. */
  public boolean concerns(int entry) {
    return unknown || entries.get(entry);
  }

  /** Whether an entry of the manifest may be wrong, not only what is beside them. */
  public boolean concernsEntries() {
    return unknown || !entries.isEmpty();
  }

  /** Whether the list itself was damaged: then nobody knows what is wrong. */
  public boolean isUnknown() {
    return unknown;
  }

  /** Of which paths it is known that their content is not to be had there; there may be more. */
  public Set<String> lost() {
    return named.stream()
        .filter(it -> it.kind() != Drift.Kind.ATTRIBUTES)
        .map(Drift::path)
        .collect(Collectors.toSet());
  }

  /** A sentence about the first of them. */
  public String shortly() {
    if (unknown) {
      return "what was wrong there is not known any more";
    }
    String text = count + (count == 1 ? " path is" : " paths are") + " not as the version has it";
    return named.isEmpty()
        ? text
        : text + ", among them: " + named.get(0).path() + ' ' + named.get(0).kind().text();
  }

  /** How many paths are wrong. */
  public long count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** The first of them, at most {@link #MOST_NAMED}. */
  public List<Drift> named() {
    return List.copyOf(named);
  }

  /** The same list; what an earlier one named already has been so since then. */
  public DriftList since(DriftList earlier) {
    Map<String, Instant> known = new HashMap<>();
    earlier.named.forEach(it -> known.put(it.path(), it.since()));
    named.replaceAll(
        it -> new Drift(it.kind(), it.path(), known.getOrDefault(it.path(), it.since())));
    return this;
  }

  /**
   * This list of a tree that was compared in part, and for the rest what an earlier one says.
   *
   * @param compared so many entries of the manifest, from the first
   */
  DriftList with(DriftList earlier, Manifest manifest, int compared) {
    if (earlier.unknown) {
      return earlier;
    }
    since(earlier);
    long foreign = Math.max(foreign(), earlier.foreign());
    BitSet rest = (BitSet) earlier.entries.clone();
    rest.clear(0, compared);
    entries.or(rest);
    Set<String> known = named.stream().map(Drift::path).collect(Collectors.toSet());
    for (Drift drift : earlier.named) {
      int entry = manifest.indexOf(drift.path());
      boolean isNew = entry < 0 ? !known.contains(drift.path()) : entry >= compared;
      if (isNew && named.size() < MOST_NAMED) {
        named.add(drift);
      }
    }
    count = Math.max(entries.cardinality() + foreign, named.size());
    return this;
  }

  private long foreign() {
    return count - entries.cardinality();
  }

  /** Keeps the list in a file, or removes the file when nothing is wrong; durable. */
  public void write(FileSystemOps ops, Path file) throws IOException {
    if (isEmpty()) {
      AtomicFile.discard(ops, file);
      if (Files.exists(file)) {
        ops.delete(file);
        ops.sync(file.getParent());
      }
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(FIRST_WORD).append(' ').append(count).append('\n');
    text.append(Base64.getEncoder().encodeToString(entries.toByteArray())).append('\n');
    for (Drift drift : named) {
      text.append(drift.since().toEpochMilli()).append(' ').append(drift.kind()).append(' ');
      text.append(URLEncoder.encode(drift.path(), StandardCharsets.UTF_8)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(ops, file, out -> out.write(bytes));
  }

  /** Reads it; when there is no file nothing is wrong, and when it is damaged everything may be. */
  public static DriftList read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return empty();
    } catch (CharacterCodingException e) {
      return everything();
    }
    try {
      return parse(lines);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return everything();
    }
  }

  private static DriftList everything() {
    DriftList all = new DriftList(new BitSet(), true);
    all.count = 1;
    return all;
  }

  private static DriftList parse(List<String> lines) {
    String[] first = lines.get(0).split(" ");
    if (!first[0].equals(FIRST_WORD)) {
      throw new IllegalArgumentException("no list of drift");
    }
    DriftList list = new DriftList(BitSet.valueOf(Base64.getDecoder().decode(lines.get(1))), false);
    list.count = Long.parseLong(first[1]);
    for (String line : lines.subList(2, lines.size())) {
      // The path of the root is empty: its line ends with a blank.
      String[] words = line.split(" ", 3);
      list.named.add(
          new Drift(
              Drift.Kind.valueOf(words[1]),
              URLDecoder.decode(words[2], StandardCharsets.UTF_8),
              Instant.ofEpochMilli(Long.parseLong(words[0]))));
    }
    if (list.count < Math.max(1, list.named.size())) {
      throw new IllegalArgumentException("fewer than it names");
    }
    return list;
  }
}
