package org.contentmover.content.assignment;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.contentmover.content.seal.AssignmentSignature;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Command;
import org.contentmover.format.Encoding;
import org.contentmover.format.Header;
import org.contentmover.format.Piece;
import org.contentmover.format.Trailer;

/**
 * Writes properly signed assignments that say whatever one likes: what a stolen key, or a faulty
 * writer, could send.
 */
public final class HostileWriter {
  private final AssignmentHeader honest;
  private final List<byte[]> commands = new ArrayList<>();
  private byte[] commandTail = new byte[0];
  private byte[] data = new byte[0];
  private long dataBytes;
  private byte[] section;
  private UnaryOperator<Header.Builder> headerLie = UnaryOperator.identity();
  private UnaryOperator<Trailer.Builder> trailerLie = UnaryOperator.identity();

  /** Starts from what an honest header says; lengths, counts and hashes are set to fit. */
  public HostileWriter(AssignmentHeader honest) {
    this.honest = honest;
  }

  public HostileWriter command(Command.Builder command) {
    return rawCommand(command.build().toByteArray());
  }

  public HostileWriter rawCommand(byte[] bytes) {
    commands.add(bytes);
    return this;
  }

  /** Bytes behind the last command. */
  public HostileWriter commandTail(byte[] bytes) {
    commandTail = bytes.clone();
    return this;
  }

  /** Instead of a frame of the commands. */
  public HostileWriter section(byte[] bytes) {
    section = bytes.clone();
    return this;
  }

  /** Data and the piece that it is, stored. */
  public HostileWriter content(byte[] bytes) {
    return command(stored(bytes)).data(bytes);
  }

  public static Command.Builder stored(byte[] bytes) {
    CRC32C crc32c = new CRC32C();
    crc32c.update(bytes);
    return Command.newBuilder()
        .setPiece(
            Piece.newBuilder()
                .setEncoding(Encoding.ENCODING_STORED)
                .setContentBytes(bytes.length)
                .setCrc32C((int) crc32c.getValue()));
  }

  public HostileWriter data(byte[] bytes) {
    data = bytes.clone();
    dataBytes = bytes.length;
    return this;
  }

  /** A length of the data that is not that of what is written. */
  public HostileWriter dataBytes(long bytes) {
    dataBytes = bytes;
    return this;
  }

  public HostileWriter header(UnaryOperator<Header.Builder> lie) {
    headerLie = lie;
    return this;
  }

  public HostileWriter trailer(UnaryOperator<Trailer.Builder> lie) {
    trailerLie = lie;
    return this;
  }

  public Path write(Path file, SigningKey key) throws IOException {
    ByteArrayOutputStream commandBytes = new ByteArrayOutputStream();
    for (byte[] command : commands) {
      writeLength(command.length, commandBytes);
      commandBytes.write(command);
    }
    commandBytes.write(commandTail);
    byte[] section =
        this.section == null ? Zstd.compress(commandBytes.toByteArray()) : this.section;
    byte[] header =
        headerLie
            .apply(
                Header.parseFrom(
                        WireHeader.encode(honest, Optional.empty(), Optional.empty(), List.of()))
                    .toBuilder()
                    .setCommandCount(commands.size())
                    .setCommandBytes(section.length)
                    .setCommandContentBytes(commandBytes.size())
                    .setDataBytes(dataBytes))
            .build()
            .toByteArray();
    ContentHash commandsSha256 = ContentHash.sha256(section);
    byte[] trailer =
        trailerLie
            .apply(
                Trailer.newBuilder()
                    .setCommandsSha256(WireHeader.bytes(commandsSha256))
                    .setSignature(
                        ByteString.copyFrom(AssignmentSignature.sign(key, header, commandsSha256)))
                    .setKeyId(key.keyId()))
            .build()
            .toByteArray();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part :
        Arrays.asList(
            new Preamble(header.length, trailer.length, section.length, dataBytes).bytes(),
            header,
            section,
            trailer,
            data)) {
      all.write(part);
    }
    return Files.write(file, all.toByteArray());
  }

  private static void writeLength(int length, ByteArrayOutputStream out) {
    int left = length;
    while (left >= 0x80) {
      out.write(left & 0x7f | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}
