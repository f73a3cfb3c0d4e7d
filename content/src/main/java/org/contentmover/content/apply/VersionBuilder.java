package org.contentmover.content.apply;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.PayloadReader;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * The second pass: builds a version in a directory of its own (CI-2). What is the same as in the
 * base becomes a hard link; such a file is never written, chmod-ed or touched, because live shows
 * it too. What differs, if only in mode or time, is a new file.
 *
 * <p>While it is built nobody but this server's user can enter the directory; so no link in it can
 * be swapped under the builder. Used once, by one thread.
 */
final class VersionBuilder {
  /** Making a file takes as long as writing so much. */
  private static final long COST_OF_A_FILE_BYTES = 16 * 1024;

  private final FileSystemOps ops;
  private final StagingPlan plan;
  private final Path baseRoot;
  private Path root;
  private List<AssignmentCommand> waiting;
  private long bytesWritten;

  VersionBuilder(FileSystemOps ops, StagingPlan plan, Path baseRoot, Path root) {
    this.ops = ops;
    this.plan = plan;
    this.baseRoot = baseRoot;
    this.root = root;
    this.waiting = plan.files();
  }

  /**
   * Makes what needs no data: directories, symlinks, files of the base.
   *
   * @throws AssignmentRejected when the base turns out not to be what is signed
   */
  void begin() throws IOException, AssignmentRejected {
    for (ManifestEntry entry : plan.target()) {
      switch (entry.kind()) {
        case DIRECTORY -> makeDirectory(entry);
        case SYMLINK -> makeSymlink(entry);
        case FILE -> reuse(entry);
      }
    }
  }

  /**
   * Writes files whose data has come.
   *
   * @param limitBytes when it has written so much, the rest waits for the next call
   * @return whether that was so, and calling again has more written
   */
  boolean writeArrived(PayloadReader data, ArrivedBytes arrived, long limitBytes)
      throws IOException {
    long writtenBytes = 0;
    List<AssignmentCommand> later = new ArrayList<>();
    for (AssignmentCommand command : waiting) {
      if (writtenBytes < limitBytes
          && data.isThere(command, arrived)
          && writeIfRight(command, data)) {
        writtenBytes += COST_OF_A_FILE_BYTES + fileOf(command).sizeBytes();
      } else {
        later.add(command);
      }
    }
    waiting = later;
    return writtenBytes >= limitBytes;
  }

  /** What is said to be there may still be on its way to the file: it is looked at again later. */
  private boolean writeIfRight(AssignmentCommand command, PayloadReader data) throws IOException {
    try {
      write(command, data);
      return true;
    } catch (AssignmentRejected e) {
      return false;
    }
  }

  /** What has been built was renamed. */
  void movedTo(Path newRoot) {
    root = newRoot;
  }

  /**
   * Writes all files that are not written yet, and gives directories their times; nothing of it is
   * durable then.
   *
   * @throws AssignmentRejected when data turns out not to be what is signed
   */
  void finish(PayloadReader data) throws IOException, AssignmentRejected {
    for (AssignmentCommand command : waiting) {
      write(command, data);
    }
    waiting = List.of();
    settleDirectories();
  }

  /** File content written, not counting what was linked. */
  long bytesWritten() {
    return bytesWritten;
  }

  private Path at(ManifestEntry entry) {
    return root.resolve(entry.path());
  }

  private void makeDirectory(ManifestEntry entry) throws IOException, AssignmentRejected {
    Optional<ManifestEntry> old = plan.base().find(entry.path());
    if (old.isPresent() && old.get().isDirectory()) {
      // Links are taken from below it: it must not have become a symlink to somewhere else.
      TreeCheck.requireUnchanged(baseRoot, old.get());
    }
    ops.createDirectory(at(entry));
  }

  private void makeSymlink(ManifestEntry entry) throws IOException {
    ops.symlink(at(entry), entry.linkTarget());
    ops.setModified(at(entry), entry.mtimeNs());
  }

  /** Takes a file from the base if its content is there; if not, the commands bring it. */
  private void reuse(ManifestEntry entry) throws IOException, AssignmentRejected {
    Optional<ManifestEntry> old = plan.base().find(entry.path());
    if (old.isEmpty() || !old.get().sameContent(entry)) {
      return;
    }
    if (old.get().equals(entry)) {
      link(entry);
    } else {
      TreeCheck.requireUnchanged(baseRoot, old.get());
      copy(baseRoot.resolve(entry.path()), entry);
    }
  }

  /**
   * Looks at what has been linked, not at what is about to be: where it is now nobody else can swap
   * it.
   */
  private void link(ManifestEntry entry) throws IOException, AssignmentRejected {
    Path source = baseRoot.resolve(entry.path());
    try {
      ops.link(source, at(entry));
    } catch (IOException e) {
      // Missing, or a directory: that is told as what it is.
      TreeCheck.requireUnchanged(baseRoot, entry);
      throw e;
    }
    if (!TreeCheck.isUnchanged(at(entry), entry)) {
      throw TreeCheck.drift(source, "was changed");
    }
  }

  private void copy(Path source, ManifestEntry entry) throws IOException, AssignmentRejected {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in =
            new DigestInputStream(Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS), digest);
        OutputStream out = ops.createFile(at(entry))) {
      bytesWritten += in.transferTo(out);
    }
    if (!ContentHash.of(digest.digest()).equals(entry.sha256())) {
      throw TreeCheck.drift(source, "was changed");
    }
    settle(entry);
  }

  private void write(AssignmentCommand command, PayloadReader data)
      throws IOException, AssignmentRejected {
    ManifestEntry entry = fileOf(command);
    Path path = at(entry);
    if (command.payload() == null) {
      create(path).close();
    } else {
      data.copy(command, () -> create(path));
    }
    bytesWritten += entry.sizeBytes();
    settle(entry);
  }

  private OutputStream create(Path path) throws IOException {
    try {
      return ops.createFile(path);
    } catch (FileAlreadyExistsException e) {
      // Sent although the base has it, or written when not all of it had come.
      ops.delete(path);
      return ops.createFile(path);
    }
  }

  private static ManifestEntry fileOf(AssignmentCommand command) {
    return ((TreeChange.PutFile) command.change()).entry();
  }

  /**
   * Sets time and mode; in this order, because a file its owner may not read cannot be given a
   * time.
   */
  private void settle(ManifestEntry entry) throws IOException {
    ops.setModified(at(entry), entry.mtimeNs());
    ops.setMode(at(entry), entry.mode());
  }

  /** Last of all and innermost first: whatever happens in a directory changes its time. */
  private void settleDirectories() throws IOException {
    List<ManifestEntry> entries = plan.target().entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).isDirectory()) {
        settle(entries.get(i));
      }
    }
  }
}
