package org.contentmover.content.assignment;

import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.assignment.DataSection.Range;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.seal.AssignmentSignature;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.StagingCost;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestDiff;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;
import org.contentmover.format.Trailer;

/**
 * Writes assignments: commands, data and signature in one file (CM-12). Commands and data are
 * written apart, because the header that comes first names their lengths and hashes.
 *
 * <p>Safe for any thread; two writers must not write the same file. Afterwards the file is complete
 * and durable, or does not exist.
 */
public final class AssignmentWriter {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ContentStore store;
  private final SigningKey key;

  public AssignmentWriter(ContentStore store, SigningKey key) {
    this.store = store;
    this.key = key;
  }

  /**
   * Writes what leads from the base to the target.
   *
   * @param base {@link Manifest#EMPTY} with base version 0 for the whole tree
   * @param target its content is in the store
   */
  public WrittenAssignment write(Path file, AssignmentOrder order, Manifest base, Manifest target)
      throws IOException {
    return draft(file, order, base, target).keep();
  }

  /**
   * As {@link #write}, but nothing is durable yet: for whoever sends by itself and waits for the
   * disk meanwhile. The CCM does not: what it sends is recorded before.
   *
   * @param target its content is in the store, or in what is being taken in
   */
  public AssignmentDraft draft(Path file, AssignmentOrder order, Manifest base, Manifest target)
      throws IOException {
    require(
        order.type().carriesContent(), "an assignment of type " + order.type() + " has no content");
    require(
        (order.baseVersion() == 0) == base.isEmpty(), "the empty tree, and only it, is version 0");
    Path commandsFile = file.resolveSibling(file.getFileName() + "~commands");
    Path dataFile = file.resolveSibling(file.getFileName() + "~data");
    try {
      Sections sections = writeSections(commandsFile, dataFile, ManifestDiff.between(base, target));
      AssignmentHeader header =
          header(order, base.hash(), target.hash(), sections, StagingCost.bytes(base, target));
      List<Range> commands = List.of(new Range(commandsFile, 0, sections.commandBytes));
      return assemble(file, header, sections.commandsSha256, commands, sections.data);
    } finally {
      Files.deleteIfExists(commandsFile);
      Files.deleteIfExists(dataFile);
    }
  }

  /**
   * Writes an assignment without content: commit, abort or rollback; less than 8 KiB.
   *
   * @param versionManifestSha256 the manifest of the version concerned, {@link ContentHash#NONE}
   *     for whichever it is
   */
  public WrittenAssignment writeOrder(
      Path file, AssignmentOrder order, ContentHash versionManifestSha256) throws IOException {
    require(
        !order.type().carriesContent(), "an assignment of type " + order.type() + " has content");
    Sections none = new Sections(0, 0, ContentHash.OF_NOTHING, 0, List.of());
    AssignmentHeader header = header(order, ContentHash.NONE, versionManifestSha256, none, 0);
    return assemble(file, header, ContentHash.OF_NOTHING, List.of(), List.of()).keep();
  }

  /** What is known of commands and data before the header can be written. */
  private record Sections(
      long commandCount,
      long commandBytes,
      ContentHash commandsSha256,
      long dataBytes,
      List<Range> data) {}

  private Sections writeSections(Path commandsFile, Path dataFile, ManifestDiff diff)
      throws IOException {
    try (OutputStream commandsOut = buffered(commandsFile)) {
      CommandSection commands = new CommandSection(commandsOut);
      DataSection data = new DataSection(store, dataFile, commands::write);
      try (data) {
        List<ManifestEntry> files = new ArrayList<>();
        for (TreeChange change : diff.changes()) {
          if (change instanceof TreeChange.PutFile put) {
            files.add(put.entry());
          } else {
            commands.write(new AssignmentCommand(change, null));
          }
        }
        data.add(files);
      }
      return new Sections(
          commands.count(),
          commands.bytesWritten(),
          commands.finish(),
          data.bytes(),
          data.ranges());
    }
  }

  private static OutputStream buffered(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
  }

  private static AssignmentHeader header(
      AssignmentOrder order,
      ContentHash baseManifestSha256,
      ContentHash targetManifestSha256,
      Sections sections,
      long requiredBytes) {
    return new AssignmentHeader(
        order.assignmentId(),
        order.sequence(),
        order.type(),
        order.hostedSite(),
        order.contentGroup(),
        order.jobRunId(),
        order.baseVersion(),
        order.targetVersion(),
        baseManifestSha256,
        targetManifestSha256,
        order.createdAt().truncatedTo(ChronoUnit.MILLIS),
        order.expiresAt().truncatedTo(ChronoUnit.MILLIS),
        order.activation(),
        sections.commandCount(),
        sections.commandBytes(),
        sections.dataBytes(),
        requiredBytes);
  }

  private AssignmentDraft assemble(
      Path file,
      AssignmentHeader header,
      ContentHash commandsSha256,
      List<Range> commands,
      List<Range> data)
      throws IOException {
    byte[] headerBytes = WireHeader.encode(header);
    byte[] trailerBytes =
        Trailer.newBuilder()
            .setCommandsSha256(WireHeader.bytes(commandsSha256))
            .setSignature(
                ByteString.copyFrom(AssignmentSignature.sign(key, headerBytes, commandsSha256)))
            .setKeyId(key.keyId())
            .build()
            .toByteArray();
    Preamble preamble =
        new Preamble(
            headerBytes.length, trailerBytes.length, header.commandBytes(), header.dataBytes());
    Path temporary = file.resolveSibling(file.getFileName() + AtomicFile.TEMPORARY_SUFFIX);
    Files.deleteIfExists(temporary);
    ContentHash sha256 = null;
    try (HashedFile out = new HashedFile(temporary)) {
      out.write(preamble.bytes());
      out.write(headerBytes);
      for (Range range : commands) {
        out.copy(range.file(), range.offset(), range.length());
      }
      out.write(trailerBytes);
      for (Range range : data) {
        out.copy(range.file(), range.offset(), range.length());
      }
      sha256 = out.finish();
    } finally {
      if (sha256 == null) {
        Files.deleteIfExists(temporary);
      }
    }
    return new AssignmentDraft(
        temporary, new WrittenAssignment(header, file, preamble.totalBytes(), sha256));
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
