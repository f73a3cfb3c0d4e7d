package org.contentmover.content.apply;

import static org.contentmover.content.apply.AttackedServer.CONTENT;
import static org.contentmover.content.apply.AttackedServer.command;
import static org.contentmover.content.apply.AttackedServer.file;
import static org.contentmover.content.apply.AttackedServer.putFile;
import static org.contentmover.core.interpret.RefusalReason.CANNOT_REDEFLATE;
import static org.contentmover.core.interpret.RefusalReason.CORRUPT;
import static org.contentmover.core.interpret.RefusalReason.UNSUPPORTED_FORMAT;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.BaseRange;
import org.contentmover.format.Command;
import org.contentmover.format.Encoding;
import org.contentmover.format.MadeRange;
import org.contentmover.format.Piece;
import org.contentmover.format.PutFile;
import org.contentmover.format.Transform;

/** Data that is not what the commands say, and commands whose sizes lie about it (CI-6). */
final class DataAttacks {
  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private DataAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    DataAttacks it = new DataAttacks(server);
    it.sizes();
    it.uses();
    it.bases();
    it.repetitions();
    return it.attacks;
  }

  private void sizes() {
    long right = CONTENT.length;
    for (long lie : new long[] {right - 1, right + 1, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      add(
          "size that lies",
          "size of a file, " + lie,
          lie < 0 ? "negative size" : "",
          command(file("x").setSizeBytes(lie)),
          HostileWriter.stored(CONTENT));
      lie("content of a piece, " + lie, zstd().setContentBytes(lie));
      lie("data of a piece, " + lie, zstd().setDataBytes(lie));
    }
    add(
        "size that lies",
        "two pieces whose sum is negative",
        "more content than any disk has",
        piece(zstd().setContentBytes(Long.MAX_VALUE)),
        piece(zstd().setContentBytes(Long.MAX_VALUE)),
        command(file("x")));
    add(
        "piece above 8 MiB that files share",
        "two files",
        "that files share",
        piece(zstd().setContentBytes((1 << 23) + 1)),
        command(file("x").setSizeBytes(1)),
        command(file("y").setSizeBytes(1 << 23)));
    lie("data of what is stored", zstd().setEncoding(Encoding.ENCODING_STORED));
    lie("content of a copy", copy().setContentBytes(7));
  }

  private void uses() {
    add("data that is not there", "no piece", "files of 7 bytes", command(file("x")));
    attacks.add(
        refusedWithout("data that is not there", "none in the assignment", command(file("x"))));
    add(
        "data for nothing",
        "an empty file",
        "content of 7",
        command(file("x").setSizeBytes(0)),
        HostileWriter.stored(CONTENT));
    add("data for nothing", "no file at all", "content of 7", HostileWriter.stored(CONTENT));
    add("data for nothing", "no piece at all", "there are 7");
    add(
        "data used twice",
        "a piece",
        "files of 14 bytes",
        command(file("x")),
        command(file("y")),
        HostileWriter.stored(CONTENT));
    for (int encoding : new int[] {0, 77}) {
      attacks.add(
          refused(
              UNSUPPORTED_FORMAT,
              "unknown encoding",
              "encoding " + encoding,
              "does not know",
              piece(zstd().setEncodingValue(encoding)),
              command(file("x"))));
    }
    attacks.add(
        refused(
            UNSUPPORTED_FORMAT,
            "unknown transform",
            "transform 2",
            "does not know",
            HostileWriter.stored(CONTENT),
            command(file("x").setTransformValue(2))));
    attacks.add(
        refused(
            UNSUPPORTED_FORMAT,
            "copy of nothing",
            "copy_file",
            "does not know",
            AttackedServer.copyFile("x", it -> it)));
    attacks.add(
        Attack.undone(
            "content that is another file's",
            "put_file",
            CORRUPT,
            "does not make the tree",
            server.commands(putFile("x", 0644))));
    byte[] view = {1, 6, 0, 'a', 'b', 'c'};
    for (int sizeBytes : new int[] {2, 3, 4}) {
      attacks.add(
          Attack.undone(
              "archive that does not come out",
              sizeBytes + " bytes instead of 3",
              CANNOT_REDEFLATE,
              "deflated",
              out ->
                  server
                      .writer()
                      .content(view)
                      .command(command(archive(sizeBytes, view.length)))
                      .write(out, server.key())));
    }
    for (PutFile.Builder it :
        List.of(
            archive(0, 7),
            archive(7, 0),
            archive(7, -7),
            archive(7, 7).clearSha256(),
            file("a").setStreamBytes(7),
            file("a").setSha256(ByteString.copyFrom(new byte[32])))) {
      add(
          "file that contradicts itself",
          "put_file " + it.build().toString().replaceAll("\\s+", " ").replaceAll("[|`\\\\]", ""),
          "",
          HostileWriter.stored(CONTENT),
          command(it));
    }
  }

  private void bases() {
    BaseRange whole = whole();
    lie("a base of a frame", zstd().addBase(whole));
    lie("a checksum of nothing", copy().addBase(whole).setCrc32C(1));
    lie("a patch of nothing", patch(BaseRange.newBuilder()).clearBase());
    lie("a patch of a file that is not there", patch(BaseRange.newBuilder().setFileStep(2)));
    lie("a patch of a file before all", patch(BaseRange.newBuilder().setFileStep(-1)));
    lie("a patch of a file far away", patch(BaseRange.newBuilder().setFileStep(1L << 32)));
    lie("a patch of bytes behind the end", patch(BaseRange.newBuilder().setOffset(2)));
    lie("a patch of too many bytes", patch(BaseRange.newBuilder().setLength(3)));
    lie("a patch from before the start", patch(BaseRange.newBuilder().setOffset(-1)));
    lie(
        "a patch that overflows",
        patch(BaseRange.newBuilder().setOffset(1).setLength(Long.MAX_VALUE)));
    lie(
        "a dictionary of more than 8 MiB",
        patch(BaseRange.newBuilder().setEntry(1).setLength((1 << 23) + 1)));
    lie("a patch of an entry of no archive", patch(BaseRange.newBuilder().setInner(1)));
    lie("a copy of nothing", copy());
    lie("a copy of two files", copy().addBase(whole).addBase(whole));
    lie("a copy with data", copy().setDataBytes(7).addBase(whole));
    lie("copies in a frame", zstd().setCopies(1));
    lie("more copies than there is room for", patch(BaseRange.newBuilder()).setCopies(4097));
    lie("less copies than none", patch(BaseRange.newBuilder()).setCopies(-1));
  }

  /** Content that is made of other content has to come after it, and not to be too much. */
  private void repetitions() {
    again("of what is made by it", 0, 1);
    again("of what comes later", 7, 1);
    again("of what is never made", 1L << 40, 1);
    again("of content from before the start", -1, 1);
    again("of no content", 0, 0);
    again("of content that overflows", Long.MAX_VALUE, Long.MAX_VALUE);
    again("of more than 8 MiB of content", 0, (1 << 23) + 1);
    lie("a frame that is made of others", zstd().addMade(made(0, 1)));
    lie("a copy that is made of others", copy().addBase(whole()).addMade(made(0, 1)));
    add(
        "content used before it is there",
        "two pieces of each other",
        "before it is there",
        piece(patch().setDataBytes(3).addMade(made(7, 7))),
        piece(patch().setDataBytes(4).addMade(made(-14, 7))),
        command(file("x").setSizeBytes(14)));
    add(
        "content used before it is there",
        "of a piece and a byte more",
        "before it is there",
        piece(zstd().setDataBytes(3)),
        piece(patch().setDataBytes(4).addMade(made(0, 8))),
        command(file("x").setSizeBytes(14)));
    add(
        "content used again that nobody keeps",
        "of a piece above 8 MiB",
        "bytes of which others are made",
        piece(zstd().setContentBytes((1 << 23) + 1).setDataBytes(3)),
        piece(patch().setDataBytes(4).addMade(made(5, 1))),
        command(file("x").setSizeBytes((1 << 23) + 8)));
    List<Command.Builder> many = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      many.add(piece(zstd().setContentBytes(1 << 23).setDataBytes(1)));
    }
    for (int i = 0; i < 33; i++) {
      many.add(piece(patch().setDataBytes(1).addMade(made(0, 1 << 23))));
    }
    many.add(command(file("x").setSizeBytes(33L * ((1 << 23) + 7))));
    attacks.add(
        Attack.refused(
            "content used again that nobody keeps",
            "264 MiB of 66 bytes",
            WRONG_COMMANDS,
            "once more",
            out -> {
              HostileWriter writer = server.writer().data(new byte[66]);
              many.forEach(writer::command);
              return writer.write(out, server.key());
            }));
  }

  private void again(String place, long step, long length) {
    lie("a patch " + place, patch().addMade(made(step, length)));
  }

  private static MadeRange.Builder made(long step, long length) {
    return MadeRange.newBuilder().setStep(step).setLength(length);
  }

  private static BaseRange whole() {
    return BaseRange.getDefaultInstance();
  }

  private static Piece.Builder patch() {
    return zstd().setEncoding(Encoding.ENCODING_PATCH);
  }

  private static Piece.Builder zstd() {
    return Piece.newBuilder()
        .setEncoding(Encoding.ENCODING_ZSTD)
        .setContentBytes(CONTENT.length)
        .setDataBytes(CONTENT.length);
  }

  private static Piece.Builder patch(BaseRange.Builder range) {
    return zstd().setEncoding(Encoding.ENCODING_PATCH).addBase(range);
  }

  private static Piece.Builder copy() {
    return Piece.newBuilder().setEncoding(Encoding.ENCODING_COPY).setContentBytes(2);
  }

  private static PutFile.Builder archive(long sizeBytes, long streamBytes) {
    return file("a")
        .setSizeBytes(sizeBytes)
        .setTransform(Transform.TRANSFORM_ZIP)
        .setStreamBytes(streamBytes)
        .setSha256(ByteString.copyFrom(new byte[32]));
  }

  private static Command.Builder piece(Piece.Builder piece) {
    return Command.newBuilder().setPiece(piece);
  }

  private void lie(String place, Piece.Builder piece) {
    add("piece that cannot be", place, "", piece(piece), command(file("x")));
  }

  private void add(String kind, String place, String says, Command.Builder... commands) {
    attacks.add(refused(WRONG_COMMANDS, kind, place, says, commands));
  }

  /** Whatever the commands say, the data is seven bytes. */
  private Attack refused(
      RefusalReason reason, String kind, String place, String says, Command.Builder... commands) {
    return Attack.refused(
        kind,
        place,
        reason,
        says,
        out -> {
          HostileWriter writer = server.writer().data(CONTENT);
          for (Command.Builder it : commands) {
            writer.command(it);
          }
          return writer.write(out, server.key());
        });
  }

  private Attack refusedWithout(String kind, String place, Command.Builder file) {
    return Attack.refused(
        kind,
        place,
        WRONG_COMMANDS,
        "there are 0",
        out ->
            server
                .writer()
                .command(HostileWriter.stored(CONTENT))
                .command(file)
                .write(out, server.key()));
  }
}
