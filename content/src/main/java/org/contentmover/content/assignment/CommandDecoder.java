package org.contentmover.content.assignment;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.contentmover.content.delta.BaseRange;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.delta.Transform;
import org.contentmover.content.delta.View;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;
import org.contentmover.core.manifest.UnsafePathException;
import org.contentmover.format.Command;
import org.contentmover.format.CopyFile;
import org.contentmover.format.HookArgument;
import org.contentmover.format.MakeDirectory;
import org.contentmover.format.PutFile;
import org.contentmover.format.PutSymlink;
import org.contentmover.format.RunHook;
import org.contentmover.format.SetAttributes;
import org.contentmover.format.SetEntry;

/** Understands commands in their order: some say less because of those before. One thread. */
final class CommandDecoder {
  /** Null when it is not known. */
  private final List<ManifestEntry> baseFiles;

  private long lastMtimeNs;
  private long lastBaseFile;
  private long lastMade;

  /**
   * Begins.
   *
   * @param baseFiles the files of the base manifest; null for who does not know them: then ranges
   *     up to a file's end are told to be one byte long
   */
  CommandDecoder(List<ManifestEntry> baseFiles) {
    this.baseFiles = baseFiles;
  }

  /**
   * The next command.
   *
   * @throws AssignmentRejected when it is none, or cannot be meant
   */
  AssignmentCommand decode(byte[] bytes) throws AssignmentRejected {
    try {
      Command wire = Command.parseFrom(bytes);
      requireKnown(wire);
      if (wire.hasPiece()) {
        return content(wire.getPiece());
      }
      if (wire.hasSetEntry()) {
        return new AssignmentCommand.Entry(entry(wire.getSetEntry()));
      }
      if (wire.hasRunHook()) {
        return new AssignmentCommand.Hook(hook(wire.getRunHook()));
      }
      return wire.hasPutFile()
          ? file(wire.getPutFile())
          : new AssignmentCommand.Change(change(wire));
    } catch (InvalidProtocolBufferException e) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "a command of the assignment cannot be read", e);
    } catch (UnsafePathException e) {
      throw new AssignmentRejected(RefusalReason.UNSAFE_PATH, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new AssignmentRejected(RefusalReason.WRONG_COMMANDS, e.getMessage(), e);
    }
  }

  /** Nothing a later format added may be skipped, however deep it is. */
  static void requireKnown(Message message) throws AssignmentRejected {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw unsupported();
    }
    for (Object value : message.getAllFields().values()) {
      if (value instanceof Message part) {
        requireKnown(part);
      } else if (value instanceof List<?> parts) {
        for (Object part : parts) {
          requireKnown((Message) part);
        }
      }
    }
  }

  private TreeChange change(Command wire) throws AssignmentRejected {
    switch (wire.getCommandCase()) {
      case MAKE_DIRECTORY:
        MakeDirectory make = wire.getMakeDirectory();
        return new TreeChange.MakeDirectory(
            ManifestEntry.directory(
                make.getPath(), make.getMode(), mtimeNs(make.getMtimeStepNs())));
      case PUT_SYMLINK:
        PutSymlink link = wire.getPutSymlink();
        return new TreeChange.PutSymlink(
            ManifestEntry.symlink(
                link.getPath(), mtimeNs(link.getMtimeStepNs()), link.getTarget()));
      case SET_ATTRIBUTES:
        SetAttributes attributes = wire.getSetAttributes();
        return new TreeChange.SetAttributes(
            attributes.getPath(), attributes.getMode(), mtimeNs(attributes.getMtimeStepNs()));
      case REMOVE_FILE:
        return new TreeChange.RemoveFile(wire.getRemoveFile().getPath());
      case REMOVE_DIRECTORY:
        return new TreeChange.RemoveDirectory(wire.getRemoveDirectory().getPath());
      case MOVE_DIRECTORY:
        return new TreeChange.MoveDirectory(
            wire.getMoveDirectory().getFrom(), wire.getMoveDirectory().getTo());
      case COPY_FILE:
        CopyFile copy = wire.getCopyFile();
        return new TreeChange.CopyFile(
            copy.getPath(), copy.getMode(), mtimeNs(copy.getMtimeStepNs()), source(copy));
      case PUT_FILE:
      case PIECE:
      case RUN_HOOK:
      case SET_ENTRY:
      case COMMAND_NOT_SET:
      default:
        throw unsupported();
    }
  }

  private AssignmentCommand file(PutFile wire) throws AssignmentRejected {
    ManifestEntry entry =
        ManifestEntry.file(
            wire.getPath(),
            wire.getMode(),
            mtimeNs(wire.getMtimeStepNs()),
            wire.getSizeBytes(),
            wire.getSizeBytes() == 0 ? ContentHash.OF_NOTHING : ContentHash.NONE);
    switch (wire.getTransform()) {
      case TRANSFORM_NONE:
        require(
            wire.getStreamBytes() == 0 && wire.getSha256().isEmpty(),
            "a file that contradicts itself");
        return new AssignmentCommand.Change(new TreeChange.PutFile(entry));
      case TRANSFORM_ZIP:
        require(wire.getStreamBytes() > 0 && wire.getSizeBytes() > 0, "an archive that is empty");
        return new AssignmentCommand.Change(
            new TreeChange.PutFile(entry.withHash(WireHeader.hash(wire.getSha256()))),
            Transform.ZIP,
            wire.getStreamBytes());
      case UNRECOGNIZED:
      default:
        throw unsupported();
    }
  }

  private TreeChange.CopyFile.Source source(CopyFile copy) throws AssignmentRejected {
    return switch (copy.getOriginalCase()) {
      case BASE_FILE_STEP -> new TreeChange.CopyFile.OfBase(baseFile(copy.getBaseFileStep()));
      case PUT_PATH -> new TreeChange.CopyFile.OfNew(copy.getPutPath());
      case ORIGINAL_NOT_SET -> throw unsupported();
    };
  }

  private static ConfigurationEntry entry(SetEntry wire) {
    return new ConfigurationEntry(
        wire.getFile(),
        wire.getKey(),
        wire.hasValue() ? Optional.of(wire.getValue()) : Optional.empty());
  }

  static HookCall hook(RunHook wire) throws AssignmentRejected {
    HookCall.Moment moment =
        switch (wire.getMoment()) {
          case MOMENT_BEFORE_SWITCH -> HookCall.Moment.BEFORE_SWITCH;
          case MOMENT_AFTER_SWITCH -> HookCall.Moment.AFTER_SWITCH;
          case MOMENT_UNSPECIFIED, UNRECOGNIZED -> throw unsupported();
        };
    SortedMap<String, String> arguments = new TreeMap<>();
    for (HookArgument argument : wire.getArgumentsList()) {
      require(
          arguments.put(argument.getName(), argument.getValue()) == null,
          "an argument of a hook twice");
    }
    return new HookCall(wire.getName(), moment, wire.getSwitchBack(), arguments);
  }

  private AssignmentCommand content(org.contentmover.format.Piece wire) throws AssignmentRejected {
    List<BaseRange> ranges = new ArrayList<>(wire.getBaseCount());
    for (org.contentmover.format.BaseRange range : wire.getBaseList()) {
      ranges.add(range(range));
    }
    List<MadeRange> made = new ArrayList<>(wire.getMadeCount());
    for (org.contentmover.format.MadeRange range : wire.getMadeList()) {
      lastMade += range.getStep();
      made.add(new MadeRange(lastMade, range.getLength()));
      lastMade += range.getLength();
    }
    Piece piece =
        switch (wire.getEncoding()) {
          case ENCODING_STORED -> new Piece.Stored(wire.getContentBytes());
          case ENCODING_ZSTD -> new Piece.Zstd(wire.getContentBytes(), wire.getDataBytes());
          case ENCODING_PATCH ->
              new Piece.Patch(
                  wire.getContentBytes(), wire.getDataBytes(), ranges, made, wire.getCopies());
          case ENCODING_COPY -> {
            require(ranges.size() == 1, "a copy of " + ranges.size() + " ranges");
            yield new Piece.Copy(ranges.get(0));
          }
          case ENCODING_UNSPECIFIED, UNRECOGNIZED -> throw unsupported();
        };
    boolean ofBase = piece instanceof Piece.Patch || piece instanceof Piece.Copy;
    boolean framed = piece instanceof Piece.Patch || piece instanceof Piece.Zstd;
    require(
        (baseFiles == null || piece.contentBytes() == wire.getContentBytes())
            && (ofBase || ranges.isEmpty())
            && (piece instanceof Piece.Patch || made.isEmpty() && wire.getCopies() == 0)
            && (framed || wire.getDataBytes() == 0)
            && (piece.dataBytes() > 0 || wire.getCrc32C() == 0),
        "a piece that contradicts itself");
    return new AssignmentCommand.Content(piece, wire.getCrc32C());
  }

  private BaseRange range(org.contentmover.format.BaseRange wire) throws AssignmentRejected {
    int file = baseFile(wire.getFileStep());
    View view = new View(wire.getEntry(), wire.getInner());
    if (!view.equals(View.RAW)) {
      return new BaseRange(file, view, wire.getOffset(), wire.getLength());
    }
    long sizeBytes = baseFiles == null ? Long.MAX_VALUE : baseFiles.get(file).sizeBytes();
    if (baseFiles == null && wire.getLength() == 0) {
      return new BaseRange(file, view, wire.getOffset(), 1);
    }
    long length = wire.getLength() == 0 ? sizeBytes - wire.getOffset() : wire.getLength();
    BaseRange range = new BaseRange(file, view, wire.getOffset(), length);
    require(range.end() <= sizeBytes, "bytes of the base that are not there");
    return range;
  }

  private int baseFile(long step) {
    lastBaseFile += step;
    require(
        lastBaseFile >= 0
            && lastBaseFile < (baseFiles == null ? Integer.MAX_VALUE : baseFiles.size()),
        "a file of the base there is not");
    return (int) lastBaseFile;
  }

  private long mtimeNs(long stepNs) {
    lastMtimeNs += stepNs;
    return lastMtimeNs;
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("a command of the assignment names " + complaint);
    }
  }

  private static AssignmentRejected unsupported() {
    return new AssignmentRejected(
        RefusalReason.UNSUPPORTED_FORMAT,
        "the assignment has a command this server does not know; update the server's agent");
  }
}
