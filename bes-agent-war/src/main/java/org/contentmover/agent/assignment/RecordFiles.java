package org.contentmover.agent.assignment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;

/** One file per record; a write is durable and whole, or did not happen. One thread at a time. */
final class RecordFiles {
  private static final Logger LOG = Logger.getLogger(RecordFiles.class.getName());
  private static final String SUFFIX = ".json";

  private final Path directory;

  RecordFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** All records that can be read. One that cannot is set aside: the CCM will tell again. */
  List<AssignmentRecord> readAll() throws IOException {
    List<AssignmentRecord> records = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        try {
          records.add(RecordJson.read(Files.readString(file)));
        } catch (MalformedMessage | CharacterCodingException | IllegalArgumentException e) {
          LOG.log(
              Level.WARNING,
              "assignment record {0} is damaged, ignored: {1}",
              new Object[] {file, e instanceof IOException ? "it is no text" : e.getMessage()});
          Files.move(
              file,
              file.resolveSibling(file.getFileName() + ".damaged"),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return records;
  }

  void write(AssignmentRecord record) {
    Path file = file(record.id());
    byte[] bytes = RecordJson.write(record).toString().getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.replace(FileSystemOps.REAL, file, out -> out.write(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("assignment record " + file + " cannot be written", e);
    }
  }

  void delete(UUID id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw new UncheckedIOException("assignment record " + file(id) + " cannot be deleted", e);
    }
  }

  private Path file(UUID id) {
    return directory.resolve(id + SUFFIX);
  }
}
