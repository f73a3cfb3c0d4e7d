package org.contentmover.content.assignment;

import com.google.protobuf.InvalidProtocolBufferException;
import org.contentmover.content.store.Packing;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;
import org.contentmover.core.manifest.UnsafePathException;
import org.contentmover.format.Command;
import org.contentmover.format.Encoding;
import org.contentmover.format.MakeDirectory;
import org.contentmover.format.PutFile;
import org.contentmover.format.PutSymlink;
import org.contentmover.format.RemoveDirectory;
import org.contentmover.format.RemoveFile;
import org.contentmover.format.SetAttributes;

/** Commands between their bytes and their meaning. */
final class WireCommand {
  private WireCommand() {}

  static Command encode(AssignmentCommand command) {
    return command.change().accept(new Encoder(command.payload()));
  }

  static AssignmentCommand decode(byte[] bytes) throws AssignmentRejected {
    try {
      Command wire = Command.parseFrom(bytes);
      if (!wire.getUnknownFields().asMap().isEmpty()) {
        throw unsupported();
      }
      return new AssignmentCommand(change(wire), payload(wire));
    } catch (InvalidProtocolBufferException e) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "a command of the assignment cannot be read", e);
    } catch (UnsafePathException e) {
      throw new AssignmentRejected(RefusalReason.UNSAFE_PATH, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(RefusalReason.WRONG_COMMANDS, e.getMessage(), e);
    }
  }

  private static TreeChange change(Command wire) throws AssignmentRejected {
    switch (wire.getCommandCase()) {
      case MAKE_DIRECTORY:
        MakeDirectory make = wire.getMakeDirectory();
        return new TreeChange.MakeDirectory(
            ManifestEntry.directory(make.getPath(), make.getMode(), make.getMtimeNs()));
      case PUT_FILE:
        PutFile put = wire.getPutFile();
        return new TreeChange.PutFile(
            ManifestEntry.file(
                put.getPath(),
                put.getMode(),
                put.getMtimeNs(),
                put.getSizeBytes(),
                WireHeader.hash(put.getSha256())));
      case PUT_SYMLINK:
        PutSymlink link = wire.getPutSymlink();
        return new TreeChange.PutSymlink(
            ManifestEntry.symlink(link.getPath(), link.getMtimeNs(), link.getTarget()));
      case SET_ATTRIBUTES:
        SetAttributes attributes = wire.getSetAttributes();
        return new TreeChange.SetAttributes(
            attributes.getPath(), attributes.getMode(), attributes.getMtimeNs());
      case REMOVE_FILE:
        return new TreeChange.RemoveFile(wire.getRemoveFile().getPath());
      case REMOVE_DIRECTORY:
        return new TreeChange.RemoveDirectory(wire.getRemoveDirectory().getPath());
      case COMMAND_NOT_SET:
      default:
        throw unsupported();
    }
  }

  private static Payload payload(Command wire) throws AssignmentRejected {
    if (!wire.hasPutFile() || !wire.getPutFile().hasPayload()) {
      return null;
    }
    org.contentmover.format.Payload payload = wire.getPutFile().getPayload();
    return new Payload(
        payload.getFrameOffset(),
        payload.getFrameBytes(),
        payload.getFrameContentBytes(),
        packing(payload.getEncoding()),
        payload.getOffsetInFrame());
  }

  private static Packing packing(Encoding encoding) throws AssignmentRejected {
    return switch (encoding) {
      case ENCODING_STORED -> Packing.STORED;
      case ENCODING_ZSTD -> Packing.ZSTD;
      case ENCODING_UNSPECIFIED, UNRECOGNIZED -> throw unsupported();
    };
  }

  private static AssignmentRejected unsupported() {
    return new AssignmentRejected(
        RefusalReason.UNSUPPORTED_FORMAT,
        "the assignment has a command this server does not know; update the server's agent");
  }

  /** One command as Protocol Buffers. */
  private record Encoder(Payload payload) implements TreeChange.Visitor<Command> {
    @Override
    public Command makeDirectory(TreeChange.MakeDirectory change) {
      ManifestEntry entry = change.entry();
      return Command.newBuilder()
          .setMakeDirectory(
              MakeDirectory.newBuilder()
                  .setPath(entry.path())
                  .setMode(entry.mode())
                  .setMtimeNs(entry.mtimeNs()))
          .build();
    }

    @Override
    public Command putFile(TreeChange.PutFile change) {
      ManifestEntry entry = change.entry();
      PutFile.Builder put =
          PutFile.newBuilder()
              .setPath(entry.path())
              .setMode(entry.mode())
              .setMtimeNs(entry.mtimeNs())
              .setSizeBytes(entry.sizeBytes())
              .setSha256(WireHeader.bytes(entry.sha256()));
      if (payload != null) {
        put.setPayload(
            org.contentmover.format.Payload.newBuilder()
                .setFrameOffset(payload.frameOffset())
                .setFrameBytes(payload.frameBytes())
                .setFrameContentBytes(payload.frameContentBytes())
                .setEncoding(
                    payload.packing() == Packing.ZSTD
                        ? Encoding.ENCODING_ZSTD
                        : Encoding.ENCODING_STORED)
                .setOffsetInFrame(payload.offsetInFrame()));
      }
      return Command.newBuilder().setPutFile(put).build();
    }

    @Override
    public Command putSymlink(TreeChange.PutSymlink change) {
      ManifestEntry entry = change.entry();
      return Command.newBuilder()
          .setPutSymlink(
              PutSymlink.newBuilder()
                  .setPath(entry.path())
                  .setMtimeNs(entry.mtimeNs())
                  .setTarget(entry.linkTarget()))
          .build();
    }

    @Override
    public Command setAttributes(TreeChange.SetAttributes change) {
      return Command.newBuilder()
          .setSetAttributes(
              SetAttributes.newBuilder()
                  .setPath(change.path())
                  .setMode(change.mode())
                  .setMtimeNs(change.mtimeNs()))
          .build();
    }

    @Override
    public Command removeFile(TreeChange.RemoveFile change) {
      return Command.newBuilder()
          .setRemoveFile(RemoveFile.newBuilder().setPath(change.path()))
          .build();
    }

    @Override
    public Command removeDirectory(TreeChange.RemoveDirectory change) {
      return Command.newBuilder()
          .setRemoveDirectory(RemoveDirectory.newBuilder().setPath(change.path()))
          .build();
    }
  }
}
