package org.contentmover.content.assignment;

import java.util.List;
import org.contentmover.content.delta.BaseRange;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.Transform;
import org.contentmover.content.delta.View;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;
import org.contentmover.format.Command;
import org.contentmover.format.CopyFile;
import org.contentmover.format.Encoding;
import org.contentmover.format.HookArgument;
import org.contentmover.format.MakeDirectory;
import org.contentmover.format.Moment;
import org.contentmover.format.MoveDirectory;
import org.contentmover.format.PutFile;
import org.contentmover.format.PutSymlink;
import org.contentmover.format.RemoveDirectory;
import org.contentmover.format.RemoveFile;
import org.contentmover.format.RunHook;
import org.contentmover.format.SetAttributes;
import org.contentmover.format.SetEntry;

/**
 * Makes messages of commands, in their order: some say less because of those before. One thread.
 */
final class CommandEncoder implements TreeChange.Visitor<Command.Builder> {
  private final List<ManifestEntry> baseFiles;
  private long lastMtimeNs;
  private long lastBaseFile;
  private long lastMade;

  CommandEncoder(List<ManifestEntry> baseFiles) {
    this.baseFiles = baseFiles;
  }

  Command encode(AssignmentCommand command) {
    if (command instanceof AssignmentCommand.Content content) {
      return Command.newBuilder().setPiece(piece(content)).build();
    }
    if (command instanceof AssignmentCommand.Entry entry) {
      return Command.newBuilder().setSetEntry(entry(entry.entry())).build();
    }
    if (command instanceof AssignmentCommand.Hook hook) {
      return Command.newBuilder().setRunHook(hook(hook.call())).build();
    }
    AssignmentCommand.Change change = (AssignmentCommand.Change) command;
    Command.Builder wire = change.change().accept(this);
    if (change.transform() == Transform.ZIP) {
      wire.getPutFileBuilder()
          .setTransform(org.contentmover.format.Transform.TRANSFORM_ZIP)
          .setStreamBytes(change.streamBytes())
          .setSha256(WireHeader.bytes(((TreeChange.PutFile) change.change()).entry().sha256()));
    }
    return wire.build();
  }

  private static SetEntry entry(ConfigurationEntry entry) {
    SetEntry.Builder wire = SetEntry.newBuilder().setFile(entry.target()).setKey(entry.key());
    entry.value().ifPresent(wire::setValue);
    return wire.build();
  }

  static RunHook hook(HookCall call) {
    RunHook.Builder wire =
        RunHook.newBuilder()
            .setName(call.name())
            .setMoment(
                call.moment() == HookCall.Moment.BEFORE_SWITCH
                    ? Moment.MOMENT_BEFORE_SWITCH
                    : Moment.MOMENT_AFTER_SWITCH)
            .setSwitchBack(call.switchBack());
    call.arguments()
        .forEach(
            (name, value) ->
                wire.addArguments(HookArgument.newBuilder().setName(name).setValue(value)));
    return wire.build();
  }

  private org.contentmover.format.Piece piece(AssignmentCommand.Content content) {
    Piece piece = content.piece();
    org.contentmover.format.Piece.Builder wire =
        org.contentmover.format.Piece.newBuilder()
            .setContentBytes(piece.contentBytes())
            .setCrc32C(content.crc32c());
    if (piece instanceof Piece.Stored) {
      return wire.setEncoding(Encoding.ENCODING_STORED).build();
    }
    if (piece instanceof Piece.Copy copy) {
      return wire.setEncoding(Encoding.ENCODING_COPY).addBase(range(copy.range())).build();
    }
    wire.setDataBytes(piece.dataBytes());
    if (piece instanceof Piece.Patch patch) {
      patch.dictionary().forEach(range -> wire.addBase(range(range)));
      patch.made().forEach(range -> wire.addMade(range(range)));
      wire.setCopies(patch.copies());
      return wire.setEncoding(Encoding.ENCODING_PATCH).build();
    }
    return wire.setEncoding(Encoding.ENCODING_ZSTD).build();
  }

  private org.contentmover.format.BaseRange range(BaseRange range) {
    boolean raw = range.view().equals(View.RAW);
    boolean toEnd = raw && range.end() == baseFiles.get(range.baseFile()).sizeBytes();
    return org.contentmover.format.BaseRange.newBuilder()
        .setFileStep(baseFileStep(range.baseFile()))
        .setEntry(range.view().entry())
        .setInner(range.view().inner())
        .setOffset(range.offset())
        .setLength(toEnd ? 0 : range.length())
        .build();
  }

  private org.contentmover.format.MadeRange range(MadeRange range) {
    long step = range.offset() - lastMade;
    lastMade = range.end();
    return org.contentmover.format.MadeRange.newBuilder()
        .setStep(step)
        .setLength(range.length())
        .build();
  }

  private long baseFileStep(int baseFile) {
    long step = baseFile - lastBaseFile;
    lastBaseFile = baseFile;
    return step;
  }

  private long mtimeStepNs(long mtimeNs) {
    long stepNs = mtimeNs - lastMtimeNs;
    lastMtimeNs = mtimeNs;
    return stepNs;
  }

  @Override
  public Command.Builder makeDirectory(TreeChange.MakeDirectory change) {
    ManifestEntry entry = change.entry();
    return Command.newBuilder()
        .setMakeDirectory(
            MakeDirectory.newBuilder()
                .setPath(entry.path())
                .setMode(entry.mode())
                .setMtimeStepNs(mtimeStepNs(entry.mtimeNs())));
  }

  @Override
  public Command.Builder putFile(TreeChange.PutFile change) {
    ManifestEntry entry = change.entry();
    return Command.newBuilder()
        .setPutFile(
            PutFile.newBuilder()
                .setPath(entry.path())
                .setMode(entry.mode())
                .setMtimeStepNs(mtimeStepNs(entry.mtimeNs()))
                .setSizeBytes(entry.sizeBytes()));
  }

  @Override
  public Command.Builder putSymlink(TreeChange.PutSymlink change) {
    ManifestEntry entry = change.entry();
    return Command.newBuilder()
        .setPutSymlink(
            PutSymlink.newBuilder()
                .setPath(entry.path())
                .setMtimeStepNs(mtimeStepNs(entry.mtimeNs()))
                .setTarget(entry.linkTarget()));
  }

  @Override
  public Command.Builder setAttributes(TreeChange.SetAttributes change) {
    return Command.newBuilder()
        .setSetAttributes(
            SetAttributes.newBuilder()
                .setPath(change.path())
                .setMode(change.mode())
                .setMtimeStepNs(mtimeStepNs(change.mtimeNs())));
  }

  @Override
  public Command.Builder removeFile(TreeChange.RemoveFile change) {
    return Command.newBuilder().setRemoveFile(RemoveFile.newBuilder().setPath(change.path()));
  }

  @Override
  public Command.Builder removeDirectory(TreeChange.RemoveDirectory change) {
    return Command.newBuilder()
        .setRemoveDirectory(RemoveDirectory.newBuilder().setPath(change.path()));
  }

  @Override
  public Command.Builder moveDirectory(TreeChange.MoveDirectory change) {
    return Command.newBuilder()
        .setMoveDirectory(MoveDirectory.newBuilder().setFrom(change.from()).setTo(change.path()));
  }

  @Override
  public Command.Builder copyFile(TreeChange.CopyFile change) {
    CopyFile.Builder copy =
        CopyFile.newBuilder()
            .setPath(change.path())
            .setMode(change.mode())
            .setMtimeStepNs(mtimeStepNs(change.mtimeNs()));
    if (change.source() instanceof TreeChange.CopyFile.OfBase it) {
      copy.setBaseFileStep(baseFileStep(it.index()));
    } else {
      copy.setPutPath(((TreeChange.CopyFile.OfNew) change.source()).path());
    }
    return Command.newBuilder().setCopyFile(copy);
  }
}
