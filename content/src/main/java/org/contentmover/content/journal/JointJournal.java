package org.contentmover.content.journal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.JournalRecord;

/**
 * Which sites of a server are being switched together (CI-5, CM-9). An entry is there from the
 * decision to switch them until all have their result: whoever finds one after a crash finishes it.
 * Each is a file that is there as a whole or not at all.
 *
 * <p>Keeps nothing in memory. One thread at a time per entry.
 */
public final class JointJournal {
  private static final String DIRECTORY = ".joint";

  private final FileSystemOps ops;
  private final Path directory;

  /** Of the server whose sites are below a root. */
  public JointJournal(FileSystemOps ops, Path root) {
    this.ops = ops;
    this.directory = root.resolve(DIRECTORY);
  }

  /**
   * Sites that are switched together.
   *
   * @param intents what each is switched to, and from what
   */
  public record Entry(AssignmentId assignment, SortedMap<HostedSite, JournalRecord> intents) {}

  /**
   * What is not finished; nearly always nothing.
   *
   * @throws JournalDamaged when one is damaged, which no crash explains
   */
  public List<Entry> unfinished() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!file.toString().endsWith(AtomicFile.TEMPORARY_SUFFIX)) {
          read(file).ifPresent(entries::add);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  /** What a site is part of and is not finished. */
  public Optional<Entry> unfinishedOf(HostedSite site) throws IOException {
    return unfinished().stream().filter(it -> it.intents().containsKey(site)).findFirst();
  }

  /** Empty when it has just ended. */
  private static Optional<Entry> read(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      int end = text.lastIndexOf('\n', text.length() - 2) + 1;
      if (!text.substring(end).strip().equals(crc(text.substring(0, end)))) {
        throw new IllegalArgumentException("its checksum is wrong");
      }
      SortedMap<HostedSite, JournalRecord> intents = new TreeMap<>();
      text.substring(0, end)
          .lines()
          .forEach(
              line -> {
                String[] words = line.split(" ", 2);
                intents.put(new HostedSite(words[0]), JournalLine.parse(words[1]));
              });
      UUID id = UUID.fromString(file.getFileName().toString());
      return Optional.of(new Entry(new AssignmentId(id), intents));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new JournalDamaged("journal " + file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Writes the decision down; durable when it returns. */
  public void begin(Entry entry) throws IOException {
    if (!Files.isDirectory(directory)) {
      ops.createDirectory(directory);
      ops.sync(directory.getParent());
    }
    StringBuilder text = new StringBuilder();
    entry
        .intents()
        .forEach(
            (site, intent) ->
                text.append(site).append(' ').append(JournalLine.format(intent)).append('\n'));
    text.append(crc(text.toString())).append('\n');
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(ops, file(entry), out -> out.write(bytes));
  }

  /** All have their result, or are what they were; durable when it returns. */
  public void end(Entry entry) throws IOException {
    if (Files.exists(file(entry))) {
      ops.delete(file(entry));
      ops.sync(directory);
    }
  }

  /** Removes what a crash left of a decision that was not made. */
  public void discardInterrupted() throws IOException {
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "*" + AtomicFile.TEMPORARY_SUFFIX)) {
      files.forEach(left::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Path file : left) {
      ops.delete(file);
    }
  }

  private Path file(Entry entry) {
    return directory.resolve(entry.assignment().toString());
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
