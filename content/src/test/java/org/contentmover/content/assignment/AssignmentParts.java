package org.contentmover.content.assignment;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.contentmover.content.seal.AssignmentSignature;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Header;
import org.contentmover.format.Trailer;

/** An assignment taken apart, to be put together otherwise. */
public final class AssignmentParts {
  public Header header;
  public byte[] commands;
  public byte[] data;
  private byte[] trailer;

  public static AssignmentParts of(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    try {
      Preamble preamble = Preamble.read(ByteBuffer.wrap(all));
      AssignmentParts parts = new AssignmentParts();
      int commandsAt = (int) preamble.commandsOffset();
      parts.header = Header.parseFrom(Arrays.copyOfRange(all, Preamble.BYTES, commandsAt));
      parts.commands = Arrays.copyOfRange(all, commandsAt, (int) preamble.trailerOffset());
      parts.trailer =
          Arrays.copyOfRange(all, (int) preamble.trailerOffset(), (int) preamble.dataOffset());
      parts.data = Arrays.copyOfRange(all, (int) preamble.dataOffset(), all.length);
      return parts;
    } catch (AssignmentRejected e) {
      throw new AssertionError(e);
    }
  }

  /** As it was signed; the lengths are those that are there. */
  public Path write(Path file) throws IOException {
    return write(file, trailer);
  }

  /** Signed anew, lengths and all. */
  public Path write(Path file, SigningKey key) throws IOException {
    header = header.toBuilder().setCommandBytes(commands.length).setDataBytes(data.length).build();
    ContentHash hash = ContentHash.sha256(commands);
    byte[] signature = AssignmentSignature.sign(key, header.toByteArray(), hash);
    return write(
        file,
        Trailer.newBuilder()
            .setCommandsSha256(WireHeader.bytes(hash))
            .setSignature(ByteString.copyFrom(signature))
            .setKeyId(key.keyId())
            .build()
            .toByteArray());
  }

  private Path write(Path file, byte[] trailerBytes) throws IOException {
    byte[] headerBytes = header.toByteArray();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part :
        Arrays.asList(
            new Preamble(headerBytes.length, trailerBytes.length, commands.length, data.length)
                .bytes(),
            headerBytes,
            commands,
            trailerBytes,
            data)) {
      all.write(part);
    }
    return Files.write(file, all.toByteArray());
  }
}
