package org.contentmover.content.assignment;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.content.seal.AssignmentSeal;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Header;
import org.contentmover.format.Type;

/** The header between its bytes and its meaning. */
final class WireHeader {
  private static final int UUID_BYTES = 16;

  private WireHeader() {}

  static byte[] encode(
      AssignmentHeader header,
      Optional<SignedStatement> statement,
      Optional<AssignmentSeal> seal,
      List<SiteCommit> joint) {
    Header.Builder wire = Header.newBuilder();
    joint.forEach(it -> wire.addJoint(WireJointSite.encode(it)));
    statement.ifPresent(it -> wire.setStatement(it.wire()));
    seal.ifPresent(it -> wire.setSeal(it.wire()));
    return wire.setFormatVersion(Preamble.FORMAT)
        .setAssignmentId(bytes(header.assignmentId()))
        .setSequence(header.sequence())
        .setType(wire(header.type()))
        .setHostedSite(header.hostedSite().value())
        .setContentGroup(header.contentGroup().value())
        .setJobRunId(header.jobRunId())
        .setBaseVersion(header.baseVersion())
        .setTargetVersion(header.targetVersion())
        .setBaseManifestSha256(bytes(header.baseManifestSha256()))
        .setTargetManifestSha256(bytes(header.targetManifestSha256()))
        .setCreatedAtMs(header.createdAt().toEpochMilli())
        .setExpiresAtMs(header.expiresAt().toEpochMilli())
        .setActivation(wire(header.activation()))
        .setCommandCount(header.commandCount())
        .setCommandBytes(header.commandBytes())
        .setCommandContentBytes(header.commandContentBytes())
        .setDataBytes(header.dataBytes())
        .setRequiredBytes(header.requiredBytes())
        .build()
        .toByteArray();
  }

  static AssignmentHeader decode(byte[] bytes) throws AssignmentRejected {
    try {
      Header wire = Header.parseFrom(bytes);
      if (wire.getFormatVersion() != Preamble.FORMAT
          || !wire.getUnknownFields().asMap().isEmpty()) {
        throw unsupported("its header has parts this server does not know");
      }
      return new AssignmentHeader(
          assignmentId(wire.getAssignmentId()),
          wire.getSequence(),
          type(wire.getType()),
          new HostedSite(wire.getHostedSite()),
          new ContentGroup(wire.getContentGroup()),
          wire.getJobRunId(),
          wire.getBaseVersion(),
          wire.getTargetVersion(),
          hash(wire.getBaseManifestSha256()),
          hash(wire.getTargetManifestSha256()),
          Instant.ofEpochMilli(wire.getCreatedAtMs()),
          Instant.ofEpochMilli(wire.getExpiresAtMs()),
          activation(wire.getActivation()),
          wire.getCommandCount(),
          wire.getCommandBytes(),
          wire.getCommandContentBytes(),
          wire.getDataBytes(),
          wire.getRequiredBytes(),
          wire.hasStatement()
              ? Optional.of(SignedStatement.of(wire.getStatement()).statement())
              : Optional.empty());
    } catch (InvalidProtocolBufferException e) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "the assignment's header cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(RefusalReason.MALFORMED, e.getMessage(), e);
    }
  }

  /** A publisher's statement in a header that has been decoded. */
  static Optional<SignedStatement> statement(byte[] bytes) {
    try {
      Header wire = Header.parseFrom(bytes);
      return wire.hasStatement()
          ? Optional.of(SignedStatement.of(wire.getStatement()))
          : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a header that could be read cannot be read", e);
    }
  }

  /**
   * For whom a header that has been decoded says that the assignment is sealed.
   *
   * @throws AssignmentRejected when that cannot be
   */
  static Optional<AssignmentSeal> seal(byte[] bytes) throws AssignmentRejected {
    try {
      Header wire = Header.parseFrom(bytes);
      if (!wire.hasSeal()) {
        return Optional.empty();
      }
      if (!type(wire.getType()).carriesContent()) {
        throw new AssignmentRejected(
            RefusalReason.MALFORMED, "the assignment is an order, and says that it is sealed");
      }
      return Optional.of(AssignmentSeal.of(wire.getSeal()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a header that could be read cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(RefusalReason.MALFORMED, e.getMessage(), e);
    }
  }

  /**
   * What a header that has been decoded says of other sites.
   *
   * @throws AssignmentRejected when that cannot be
   */
  static List<SiteCommit> joint(byte[] bytes, AssignmentHeader header) throws AssignmentRejected {
    try {
      return WireJointSite.decode(Header.parseFrom(bytes).getJointList(), header);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a header that could be read cannot be read", e);
    }
  }

  static ByteString bytes(ContentHash hash) {
    return ByteString.copyFrom(hash.bytes());
  }

  static ContentHash hash(ByteString bytes) {
    return ContentHash.of(bytes.toByteArray());
  }

  private static ByteString bytes(AssignmentId id) {
    ByteBuffer buffer = ByteBuffer.allocate(UUID_BYTES);
    buffer.putLong(id.value().getMostSignificantBits());
    buffer.putLong(id.value().getLeastSignificantBits());
    return ByteString.copyFrom(buffer.array());
  }

  private static AssignmentId assignmentId(ByteString bytes) {
    if (bytes.size() != UUID_BYTES) {
      throw new IllegalArgumentException("the assignment's id has " + bytes.size() + " bytes");
    }
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new AssignmentId(new UUID(buffer.getLong(), buffer.getLong()));
  }

  private static Type wire(AssignmentType type) {
    return switch (type) {
      case PUBLISH -> Type.TYPE_PUBLISH;
      case SYNCHRONIZE -> Type.TYPE_SYNCHRONIZE;
      case REPLICATE -> Type.TYPE_REPLICATE;
      case RESTORE -> Type.TYPE_RESTORE;
      case COMMIT -> Type.TYPE_COMMIT;
      case ABORT -> Type.TYPE_ABORT;
      case ROLLBACK -> Type.TYPE_ROLLBACK;
      case REMOVE -> Type.TYPE_REMOVE;
      case HOT -> Type.TYPE_HOT;
    };
  }

  private static AssignmentType type(Type type) throws AssignmentRejected {
    return switch (type) {
      case TYPE_PUBLISH -> AssignmentType.PUBLISH;
      case TYPE_SYNCHRONIZE -> AssignmentType.SYNCHRONIZE;
      case TYPE_REPLICATE -> AssignmentType.REPLICATE;
      case TYPE_RESTORE -> AssignmentType.RESTORE;
      case TYPE_COMMIT -> AssignmentType.COMMIT;
      case TYPE_ABORT -> AssignmentType.ABORT;
      case TYPE_ROLLBACK -> AssignmentType.ROLLBACK;
      case TYPE_REMOVE -> AssignmentType.REMOVE;
      case TYPE_HOT -> AssignmentType.HOT;
      case TYPE_SWITCH, TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw unsupported("this server does not know its type (" + type + ")");
    };
  }

  private static org.contentmover.format.Activation wire(Activation activation) {
    return switch (activation) {
      case COMMIT_ON_ORDER -> org.contentmover.format.Activation.ACTIVATION_COMMIT_ON_ORDER;
      case IMMEDIATE -> org.contentmover.format.Activation.ACTIVATION_IMMEDIATE;
    };
  }

  private static Activation activation(org.contentmover.format.Activation activation)
      throws AssignmentRejected {
    return switch (activation) {
      case ACTIVATION_COMMIT_ON_ORDER -> Activation.COMMIT_ON_ORDER;
      case ACTIVATION_IMMEDIATE -> Activation.IMMEDIATE;
      case ACTIVATION_UNSPECIFIED, UNRECOGNIZED ->
          throw unsupported("this server does not know its activation");
    };
  }

  private static AssignmentRejected unsupported(String what) {
    return new AssignmentRejected(
        RefusalReason.UNSUPPORTED_FORMAT, "the assignment cannot be carried out: " + what);
  }
}
