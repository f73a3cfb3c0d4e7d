package org.contentmover.content.assignment;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.assignment.ContentSection.Range;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.seal.AssignmentSeal;
import org.contentmover.content.seal.AssignmentSignature;
import org.contentmover.content.seal.DataParts;
import org.contentmover.content.seal.SealedSections;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Trailer;

/**
 * Makes one file of a header and the sections it describes, signed.
 *
 * @param seal of commands and parts of the data; the commands are sealed already
 * @param joint the other sites of a commit
 */
record AssignmentAssembly(
    SigningKey key,
    Optional<SignedStatement> statement,
    Optional<AssignmentSeal.Made> seal,
    List<SiteCommit> joint) {

  /** Writes beside the file, which a draft becomes when it is kept. */
  AssignmentDraft write(Path file, AssignmentHeader header, AssignmentSections sections)
      throws IOException {
    byte[] headerBytes =
        WireHeader.encode(header, statement, seal.map(AssignmentSeal.Made::seal), joint);
    byte[] trailerBytes = trailer(headerBytes, sections.commandsSha256());
    Preamble preamble =
        new Preamble(
            headerBytes.length, trailerBytes.length, header.commandBytes(), header.dataBytes());
    Path temporary = file.resolveSibling(file.getFileName() + AtomicFile.TEMPORARY_SUFFIX);
    Files.deleteIfExists(temporary);
    ContentHash sha256 = null;
    try (HashedFile out = new HashedFile(temporary)) {
      out.write(preamble.bytes());
      out.write(headerBytes);
      out.copy(sections.commands());
      out.write(trailerBytes);
      if (seal.isPresent()) {
        writeParts(seal.get(), sections.data(), out);
      } else {
        out.copy(sections.data());
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

  private static void writeParts(AssignmentSeal.Made seal, List<Range> data, HashedFile out)
      throws IOException {
    RangeCursor left = new RangeCursor(data);
    for (DataParts.Part part : seal.seal().dataParts().parts()) {
      List<Range> its = left.next(part.bytes());
      if (part.isSealed()) {
        out.copySealed(its, seal.sections(), SealedSections.Section.ofData(part.number()));
      } else {
        out.copy(its);
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException("the parts are shorter than the data");
    }
  }

  private byte[] trailer(byte[] headerBytes, ContentHash commandsSha256) {
    return Trailer.newBuilder()
        .setCommandsSha256(WireHeader.bytes(commandsSha256))
        .setSignature(
            ByteString.copyFrom(AssignmentSignature.sign(key, headerBytes, commandsSha256)))
        .setKeyId(key.keyId())
        .build()
        .toByteArray();
  }
}
