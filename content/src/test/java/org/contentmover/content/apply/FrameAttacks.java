package org.contentmover.content.apply;

import static org.contentmover.content.apply.AttackedServer.command;
import static org.contentmover.core.interpret.RefusalReason.CORRUPT;

import com.github.luben.zstd.ZstdCompressCtx;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.format.Command;
import org.contentmover.format.Encoding;
import org.contentmover.format.Piece;
import org.contentmover.format.PutFile;

/** Frames that do not unpack to what the commands say (CI-6). */
final class FrameAttacks {
  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private FrameAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    FrameAttacks it = new FrameAttacks(server);
    it.frames();
    return it.attacks;
  }

  private void frames() {
    byte[] small = new byte[] {'y'};
    byte[] packed = zstd(small, 10);
    framed("more than it says", "a byte", zstd(new byte[] {'y', 'y'}, 10), small);
    framed("more than it says", "10 MB of zeros", zstd(new byte[10_000_000], 10), small);
    framed("less than it says", "one of two bytes", packed, new byte[] {'y', 'y'});
    framed(
        "less than it says",
        "one byte of a megabyte",
        packed,
        "y".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
    framed("no frame", "other bytes", "garbage".getBytes(StandardCharsets.US_ASCII), small);
    framed("no frame", "zeros", new byte[64], small);
    framed(
        "no frame",
        "a frame that is skipped",
        new byte[] {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0},
        small);
    framed("cut short", "after 6 bytes", Arrays.copyOf(packed, 6), small);
    framed("cut short", "before its last byte", Arrays.copyOf(packed, packed.length - 1), small);
    framed("bytes behind", "one zero", Arrays.copyOf(packed, packed.length + 1), small);
    framed("other content", "of the same length", zstd(new byte[] {'z'}, 10), small);
    byte[] large = new byte[2 << 20];
    new Random(1).nextBytes(large);
    framed("other content", "2 MiB, the last byte", zstd(flipped(large), 10), large);
    framed(
        "more than it says",
        "2 MiB and a byte",
        zstd(Arrays.copyOf(large, large.length + 1), 10),
        large);
    framed(
        "less than it says",
        "2 MiB without a byte",
        zstd(Arrays.copyOf(large, large.length - 1), 10),
        large);
    byte[] wide = new byte[40 << 20];
    framed("window above 8 MiB", "40 MiB of zeros", zstd(wide, 27), wide);
  }

  private static byte[] flipped(byte[] content) {
    byte[] other = content.clone();
    other[other.length - 1] ^= 1;
    return other;
  }

  private static byte[] zstd(byte[] content, int windowLog) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      context.setLevel(1).setLong(windowLog);
      return context.compress(content);
    }
  }

  /** A frame of which only its unpacking shows that it is not what the commands say. */
  private void framed(String kind, String place, byte[] frame, byte[] content) {
    attacks.add(
        Attack.undone(
            "frame: " + kind,
            place,
            CORRUPT,
            "content",
            out -> {
              Manifest honest =
                  server.publisher().store().manifest(server.honest().targetManifestSha256());
              ManifestEntry old = honest.find("g").orElseThrow();
              ManifestEntry entry =
                  ManifestEntry.file(
                      "g", old.mode(), old.mtimeNs(), content.length, ContentHash.sha256(content));
              Manifest target =
                  Manifest.of(
                      honest.entries().stream().map(it -> it.equals(old) ? entry : it).toList());
              CRC32C crc32c = new CRC32C();
              crc32c.update(frame);
              return server
                  .writer()
                  .command(
                      Command.newBuilder()
                          .setPiece(
                              Piece.newBuilder()
                                  .setEncoding(Encoding.ENCODING_ZSTD)
                                  .setContentBytes(content.length)
                                  .setDataBytes(frame.length)
                                  .setCrc32C((int) crc32c.getValue())))
                  .command(
                      command(
                          PutFile.newBuilder()
                              .setPath("g")
                              .setMode(entry.mode())
                              .setMtimeStepNs(entry.mtimeNs())
                              .setSizeBytes(content.length)))
                  .data(frame)
                  .header(header -> header.setTargetManifestSha256(bytes(target.hash())))
                  .write(out, server.key());
            }));
  }

  private static ByteString bytes(ContentHash hash) {
    return ByteString.copyFrom(hash.bytes());
  }
}
