package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.MALFORMED;
import static org.contentmover.core.interpret.RefusalReason.UNSUPPORTED_FORMAT;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Command;
import org.contentmover.format.Header;

/** Sections of commands that are none, or that want more than they say (CI-6). */
final class CommandAttacks {
  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private CommandAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    CommandAttacks it = new CommandAttacks(server);
    it.commandBytes();
    it.commandFrames();
    return it.attacks;
  }

  private void commandBytes() {
    for (int field : new int[] {100, 5_000}) {
      raw(
          "unknown command",
          "field " + field,
          UNSUPPORTED_FORMAT,
          "does not know",
          Command.newBuilder()
              .setUnknownFields(AttackedServer.unknown(field))
              .build()
              .toByteArray());
    }
    raw("unknown command", "none at all", UNSUPPORTED_FORMAT, "does not know", new byte[0]);
    raw(
        "unknown field",
        "command",
        UNSUPPORTED_FORMAT,
        "does not know",
        AttackedServer.removeFile("f")
            .setUnknownFields(AttackedServer.unknown(999))
            .build()
            .toByteArray());
    raw(
        "bytes that are no command",
        "an endless number",
        MALFORMED,
        "cannot be read",
        new byte[] {(byte) 0xff, (byte) 0xff, 1});
    // A RemoveFile whose path is the byte 0xff.
    raw(
        "path that is no UTF-8",
        "remove_file",
        MALFORMED,
        "cannot be read",
        new byte[] {0x2a, 3, 0x0a, 1, (byte) 0xff});
    raw(
        "path that is half a surrogate pair",
        "remove_file",
        MALFORMED,
        "cannot be read",
        new byte[] {0x2a, 5, 0x0a, 3, (byte) 0xed, (byte) 0xa0, (byte) 0x80});
    raw("giant command", "70,000 bytes", MALFORMED, "longer than", new byte[70_000]);
    tail(
        "commands that end too early",
        "within a command",
        MALFORMED,
        "cut short",
        new byte[] {9, 1});
    tail(
        "commands that end too early",
        "within a length",
        MALFORMED,
        "cut short",
        new byte[] {(byte) 0x85});
    tail("giant command", "2³² bytes", MALFORMED, "longer than", new byte[] {-1, -1, -1, -1, 15});
  }

  private void commandFrames() {
    String says = "another length than its header says";
    section("commands that are no frame", "other bytes", "cannot be unpacked", new byte[9], h -> h);
    section(
        "bomb of commands",
        "100 MB that the header does not tell",
        says,
        Zstd.compress(new byte[100_000_000]),
        h -> h);
    section(
        "bomb of commands",
        "a tebibyte that the header tells",
        "impossible length of unpacked commands",
        Zstd.compress(new byte[1_000]),
        h -> h.setCommandContentBytes(1L << 40));
    section(
        "commands that want much memory",
        "window of 128 MiB",
        "cannot be unpacked",
        farReaching(),
        h -> h.setCommandContentBytes(1 << 25));
  }

  private void section(
      String kind, String place, String says, byte[] section, UnaryOperator<Header.Builder> lie) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            MALFORMED,
            says,
            file -> server.writer().section(section).header(lie).write(file, server.key())));
  }

  private static byte[] farReaching() {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(frame).setLong(27)) {
      out.write(new byte[1 << 25]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame.toByteArray();
  }

  private void raw(String kind, String place, RefusalReason reason, String says, byte[] command) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file -> server.writer().rawCommand(command).write(file, server.key())));
  }

  private void tail(String kind, String place, RefusalReason reason, String says, byte[] bytes) {
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file ->
                server
                    .writer()
                    .command(AttackedServer.removeFile("f"))
                    .commandTail(bytes)
                    .write(file, server.key())));
  }
}
