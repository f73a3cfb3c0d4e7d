package org.contentmover.content.assignment;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.assignment.ContentSection.Range;
import org.contentmover.content.seal.DataParts;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.manifest.ContentHash;

/**
 * The commands and the data of an assignment, written apart, and what its header says of them.
 *
 * @param commandBytes as they travel
 * @param commandContentBytes as they are unpacked
 * @param dataBytes as they travel
 * @param usedAgainBytes of content of which other content is made
 * @param data plain; it is sealed on its way into the file
 * @param parts of the data, where some or all are to be sealed
 */
record AssignmentSections(
    long commandCount,
    long commandBytes,
    long commandContentBytes,
    ContentHash commandsSha256,
    long dataBytes,
    long usedAgainBytes,
    List<Range> commands,
    List<Range> data,
    Optional<DataParts> parts) {

  /** Of an assignment that says everything in its header. */
  static final AssignmentSections NONE =
      new AssignmentSections(
          0, 0, 0, ContentHash.OF_NOTHING, 0, 0, List.of(), List.of(), Optional.empty());

  /** Commands that are closed and need no data; once. */
  static AssignmentSections of(CommandSection commands, Path commandsFile) {
    return new AssignmentSections(
        commands.count(),
        commands.bytes(),
        commands.contentBytes(),
        commands.sha256(),
        0,
        0,
        List.of(new Range(commandsFile, 0, commands.bytes())),
        List.of(),
        Optional.empty());
  }

  /**
   * The same commands, and the data they need.
   *
   * @param newParts of these, where some or all are to be sealed
   */
  AssignmentSections and(ContentSection content, Optional<DataParts> newParts) {
    return new AssignmentSections(
        commandCount,
        commandBytes,
        commandContentBytes,
        commandsSha256,
        newParts.map(DataParts::travellingBytes).orElse(content.bytes()),
        content.usedAgainBytes(),
        commands,
        content.ranges(),
        newParts);
  }

  /**
   * The header of an assignment that has them.
   *
   * @param requiredBytes what a server needs to stage it
   */
  AssignmentHeader header(
      AssignmentOrder order,
      ContentHash baseManifestSha256,
      ContentHash targetManifestSha256,
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
        commandCount,
        commandBytes,
        commandContentBytes,
        dataBytes,
        requiredBytes,
        order.statement().map(SignedStatement::statement));
  }
}
