package org.contentmover.content.drift;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.manifest.Manifest;

/**
 * How far a scrub of a site came (CI-7): kept in a file when it is given up, so that a site that
 * takes longer than its server is up is compared in the end.
 *
 * <p>For one thread.
 */
public final class ScrubRound {
  private static final String FIRST_WORD = "scrub";

  private final Instant startedAt;
  private final Map<String, Integer> compared = new TreeMap<>();
  private long filesRead;
  private long bytesRead;

  /** Begins one. */
  public ScrubRound(Instant startedAt) {
    this.startedAt = startedAt;
  }

  /** When it was begun first. */
  public Instant startedAt() {
    return startedAt;
  }

  public long filesRead() {
    return filesRead;
  }

  public long bytesRead() {
    return bytesRead;
  }

  /** So many entries of a tree, from the first, were compared in this round. */
  public int compared(String tree, Manifest manifest) {
    return Math.min(compared.getOrDefault(key(tree, manifest), 0), manifest.entries().size());
  }

  /** Takes note of how far a tree is compared. */
  public void note(String tree, Manifest manifest, TreeScrub scrub) {
    compared.put(key(tree, manifest), scrub.compared());
    filesRead += scrub.filesRead();
    bytesRead += scrub.bytesRead();
  }

  /** A number may be used again for other content. */
  private static String key(String tree, Manifest manifest) {
    return tree + ' ' + manifest.hash().hex();
  }

  /** Keeps it; durable. */
  public void write(FileSystemOps ops, Path file) throws IOException {
    StringBuilder text = new StringBuilder(FIRST_WORD);
    text.append(' ').append(startedAt.toEpochMilli());
    text.append(' ').append(filesRead).append(' ').append(bytesRead).append('\n');
    compared.forEach((tree, entries) -> text.append(tree + ' ' + entries + '\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(ops, file, out -> out.write(bytes));
  }

  /** The round is complete: the next one begins anew. */
  public static void forget(FileSystemOps ops, Path file) throws IOException {
    AtomicFile.discard(ops, file);
    if (Files.exists(file)) {
      ops.delete(file);
      ops.sync(file.getParent());
    }
  }

  /** The one that was given up, or a new one: also when nobody can say any more how far it came. */
  public static ScrubRound read(Path file, Instant now) throws IOException {
    try {
      return parse(Files.readAllLines(file));
    } catch (NoSuchFileException | CharacterCodingException e) {
      return new ScrubRound(now);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return new ScrubRound(now);
    }
  }

  private static ScrubRound parse(List<String> lines) {
    String[] first = lines.get(0).split(" ");
    if (!first[0].equals(FIRST_WORD)) {
      throw new IllegalArgumentException("no scrub");
    }
    ScrubRound round = new ScrubRound(Instant.ofEpochMilli(Long.parseLong(first[1])));
    round.filesRead = Long.parseLong(first[2]);
    round.bytesRead = Long.parseLong(first[3]);
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ");
      round.compared.put(words[0] + ' ' + words[1], Integer.parseUnsignedInt(words[2]));
    }
    return round;
  }
}
