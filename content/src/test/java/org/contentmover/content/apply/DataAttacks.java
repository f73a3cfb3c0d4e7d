package org.contentmover.content.apply;

import static org.contentmover.content.apply.AttackedServer.CONTENT;
import static org.contentmover.content.apply.AttackedServer.command;
import static org.contentmover.content.apply.AttackedServer.file;
import static org.contentmover.content.apply.AttackedServer.payload;
import static org.contentmover.content.apply.AttackedServer.putFile;
import static org.contentmover.core.interpret.RefusalReason.CORRUPT;
import static org.contentmover.core.interpret.RefusalReason.UNSUPPORTED_FORMAT;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import com.github.luben.zstd.ZstdCompressCtx;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.format.Encoding;
import org.contentmover.format.Payload;
import org.contentmover.format.PutFile;

/** Data that is not what the commands say, and commands whose sizes lie about it (CI-6). */
final class DataAttacks {
  private static final long[] LIES = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE};

  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private DataAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    DataAttacks it = new DataAttacks(server);
    it.sizes();
    it.uses();
    it.frames();
    return it.attacks;
  }

  private void sizes() {
    long right = CONTENT.length;
    for (long lie : new long[] {right - 1, right + 1, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      String place = "size of a file, " + lie;
      String says = lie < 0 ? "negative size" : "";
      lie(place, says, put -> put.setSizeBytes(lie));
      lie("length of a frame, " + lie, "", frame(f -> f.setFrameBytes(lie)));
      lie("unpacked length of a frame, " + lie, "", frame(f -> f.setFrameContentBytes(lie)));
    }
    for (long lie : LIES) {
      if (lie != 0) {
        lie("offset of a frame, " + lie, "", frame(f -> f.setFrameOffset(lie)));
        lie("offset in a frame, " + lie, "", frame(f -> f.setOffsetInFrame(lie)));
      }
    }
    lie("offset of a frame, 1", "out of order", frame(f -> f.setFrameOffset(1)));
    lie("offset in a frame, 1", "out of order", frame(f -> f.setOffsetInFrame(1)));
  }

  private void uses() {
    add(
        "data that is not there",
        "no frame at all",
        "has no data",
        CONTENT,
        file("x").clearPayload());
    add(
        "data that is not there",
        "none in the assignment",
        "bytes of data",
        new byte[0],
        file("x"));
    add(
        "data for nothing",
        "an empty file",
        "is empty but has data",
        CONTENT,
        file("x").setSizeBytes(0));
    add(
        "data for nothing",
        "one byte more than files",
        "bytes of data",
        new byte[CONTENT.length + 1],
        file("x"));
    add("data for nothing", "no file at all", "bytes of data", CONTENT);
    add("data used twice", "a frame", "out of order", CONTENT, file("x"), file("y"));
    add(
        "hash of content for an empty file",
        "put_file",
        "is empty but has data",
        new byte[0],
        file("x").setSizeBytes(0).clearPayload());
    for (int encoding : new int[] {0, 77}) {
      attacks.add(
          Attack.refused(
              "unknown encoding",
              "encoding " + encoding,
              UNSUPPORTED_FORMAT,
              "does not know",
              server.commands(command(frame(f -> f.setEncodingValue(encoding)).apply(file("x"))))));
    }
    attacks.add(
        Attack.refused(
            "negative size",
            "put_file",
            WRONG_COMMANDS,
            "negative size",
            server.commands(command(file("x").setSizeBytes(-1)))));
    attacks.add(
        Attack.refused(
            "content that is another file's",
            "put_file",
            WRONG_COMMANDS,
            "do not lead",
            server.commands(putFile("x", 0644))));
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

  private void lie(String place, String says, UnaryOperator<PutFile.Builder> lie) {
    add("size that lies", place, says, CONTENT, lie.apply(file("x")));
  }

  private static UnaryOperator<PutFile.Builder> frame(UnaryOperator<Payload.Builder> lie) {
    return put -> put.setPayload(lie.apply(payload()));
  }

  private void add(String kind, String place, String says, byte[] data, PutFile.Builder... files) {
    RefusalReason reason = WRONG_COMMANDS;
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            out -> {
              HostileWriter writer = server.writer().data(data);
              for (PutFile.Builder it : files) {
                writer.command(command(it));
              }
              return writer.write(out, server.key());
            }));
  }

  /** A frame of which only its unpacking shows that it is not what the commands say. */
  private void framed(String kind, String place, byte[] frame, byte[] content) {
    attacks.add(
        Attack.undone(
            "frame: " + kind,
            place,
            CORRUPT,
            "data",
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
              return server
                  .writer()
                  .command(
                      command(
                          PutFile.newBuilder()
                              .setPath("g")
                              .setMode(entry.mode())
                              .setMtimeNs(entry.mtimeNs())
                              .setSizeBytes(content.length)
                              .setSha256(bytes(entry.sha256()))
                              .setPayload(
                                  Payload.newBuilder()
                                      .setFrameBytes(frame.length)
                                      .setFrameContentBytes(content.length)
                                      .setEncoding(Encoding.ENCODING_ZSTD))))
                  .data(frame)
                  .header(header -> header.setTargetManifestSha256(bytes(target.hash())))
                  .write(out, server.key());
            }));
  }

  private static ByteString bytes(ContentHash hash) {
    return ByteString.copyFrom(hash.bytes());
  }
}
