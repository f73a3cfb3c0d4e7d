package org.contentmover.agent.segment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.contentmover.gl.api.SegmentKey;
import org.contentmover.gl.api.SegmentKeys;

/**
 * The keys of the segment as an administrator wrote them into a file (EL-7):
 *
 * <pre>
 * # keys of segment boston
 * key 1 = 64 hexadecimal digits
 * key 2 = 64 hexadecimal digits
 * send = 1
 * </pre>
 *
 * <p>{@code send = none} seals nothing yet. Optional: {@code accept-plain = yes}, while a segment
 * goes from open to keyed; {@code encrypt = yes}. No message ever shows what stands in the file.
 */
public final class SegmentKeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final long MAX_BYTES = 16 * 1024;

  private final Path file;
  private final List<SegmentKey> keys = new ArrayList<>();
  private Integer sendingId;
  private boolean acceptsPlain;
  private boolean encrypts;

  private SegmentKeyFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the file; blocks for the disk.
   *
   * @throws IOException when it is not there, is open to others, or says something else; the
   *     message names the file and the line
   */
  public static SegmentKeys read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new IOException(
          "the key file "
              + file
              + " is open to others ("
              + PosixFilePermissions.toString(permissions)
              + "); run: chmod 600 "
              + file
              + ", and rotate the key if others could have read it");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("the key file " + file + " is larger than " + MAX_BYTES + " bytes");
    }
    SegmentKeyFile reading = new SegmentKeyFile(file);
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      String said = line.strip();
      if (!said.isEmpty() && !said.startsWith("#")) {
        reading.take(said, number);
      }
    }
    return reading.ring();
  }

  private void take(String said, int line) throws IOException {
    int equals = said.indexOf('=');
    String name = equals < 0 ? "" : said.substring(0, equals).strip();
    String value = equals < 0 ? "" : said.substring(equals + 1).strip();
    try {
      if (name.matches("key +[0-9]{1,5}")) {
        int id = Integer.parseInt(name.substring(3).strip());
        keys.add(new SegmentKey(id, secret(value)));
      } else if (name.equals("send")) {
        sendingId = value.equals("none") ? SegmentKeys.PLAIN : Integer.parseInt(value);
      } else if (name.equals("accept-plain")) {
        acceptsPlain = flag(value);
      } else if (name.equals("encrypt")) {
        encrypts = flag(value);
      } else {
        throw new IllegalArgumentException("allowed are key N, send, accept-plain and encrypt");
      }
    } catch (NumberFormatException e) {
      // Its message would show what stands there.
      throw wrong("line " + line + ": a key's number, or none, is needed");
    } catch (IllegalArgumentException e) {
      throw wrong("line " + line + ": " + e.getMessage());
    }
  }

  private static byte[] secret(String hex) {
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("a key has 64 hexadecimal digits: openssl rand -hex 32");
    }
    return HexFormat.of().parseHex(hex);
  }

  private static boolean flag(String value) {
    if (!value.equals("yes") && !value.equals("no")) {
      throw new IllegalArgumentException("allowed are yes and no");
    }
    return value.equals("yes");
  }

  private SegmentKeys ring() throws IOException {
    if (keys.isEmpty() || sendingId == null) {
      throw wrong("a key and the line send = N are needed");
    }
    try {
      return new SegmentKeys(keys, sendingId, acceptsPlain, encrypts);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private IOException wrong(String what) {
    return new IOException("the key file " + file + ", " + what);
  }
}
