package org.contentmover.core.interpret;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.manifest.ContentHash;

/**
 * What an assignment says about itself; all of it is under its signature (CM-12).
 *
 * @param sequence rises by every assignment of one hosted site and content group; from 1
 * @param jobRunId the job run it belongs to, for reports; may be empty
 * @param baseVersion the version it builds upon; 0 is an empty tree, whatever is live. For commit,
 *     abort and rollback: the version expected live, 0 for any
 * @param targetVersion the version it makes; for commit the staged, for abort the discarded, for
 *     rollback the backup version
 * @param baseManifestSha256 hash of the base version's manifest
 * @param targetManifestSha256 hash of the manifest that results; {@link ContentHash#NONE} where no
 *     content is concerned
 * @param commandBytes length of the commands as they travel
 * @param commandContentBytes length of the commands unpacked
 * @param dataBytes length of the data section
 * @param requiredBytes free space a server needs to stage it, in whole blocks of the file system
 *     (CM-6)
 * @param statement what a publisher allows to be live, for servers that want his word for it
 */
public record AssignmentHeader(
    AssignmentId assignmentId,
    long sequence,
    AssignmentType type,
    HostedSite hostedSite,
    ContentGroup contentGroup,
    String jobRunId,
    long baseVersion,
    long targetVersion,
    ContentHash baseManifestSha256,
    ContentHash targetManifestSha256,
    Instant createdAt,
    Instant expiresAt,
    Activation activation,
    long commandCount,
    long commandBytes,
    long commandContentBytes,
    long dataBytes,
    long requiredBytes,
    Optional<PublisherStatement> statement) {

  /** So much no tree of a few million entries needs. */
  public static final long MAX_COMMAND_CONTENT_BYTES = 1L << 30;

  public AssignmentHeader {
    Objects.requireNonNull(assignmentId, "assignmentId");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(hostedSite, "hostedSite");
    Objects.requireNonNull(contentGroup, "contentGroup");
    Objects.requireNonNull(jobRunId, "jobRunId");
    Objects.requireNonNull(baseManifestSha256, "baseManifestSha256");
    Objects.requireNonNull(targetManifestSha256, "targetManifestSha256");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(statement, "statement");
    require(sequence >= 1, "a sequence below 1");
    require(baseVersion >= 0, "a negative base version");
    require(targetVersion >= 0, "a negative target version");
    require(targetVersion >= 1 || !type.carriesContent(), "content but no number for its version");
    require(
        targetVersion != baseVersion || !type.carriesContent(), "the same base as target version");
    require(
        type != AssignmentType.HOT || (baseVersion >= 1 && activation == Activation.IMMEDIATE),
        "hot content without a base, or that waits for an order");
    require(commandCount >= 0, "a negative number of commands");
    require(commandBytes >= 0, "a negative length of commands");
    require(
        commandContentBytes >= 0 && commandContentBytes <= MAX_COMMAND_CONTENT_BYTES,
        "an impossible length of unpacked commands");
    require(dataBytes >= 0, "a negative length of data");
    require(requiredBytes >= 0, "a negative need of space");
    require(type.carriesContent() || dataBytes == 0, "data although it is of type " + type);
    require(
        type.runsHooks() || (commandCount == 0 && commandBytes == 0),
        "commands although it is of type " + type);
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("the assignment's header has " + complaint);
    }
  }
}
