package org.contentmover.gl.state;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.contentmover.core.election.LeadershipFloor;

/**
 * The newest leadership this server has accepted or claimed (EL-6), as it is kept in a file.
 *
 * <p>Three lines of text, so that an administrator can read it: what the file is, the leadership,
 * and a checksum over the two.
 *
 * @param epoch from 1 to {@link LeadershipFloor#MAX_EPOCH}
 * @param leader server that led in it
 */
public record EpochFloor(long epoch, String leader) {
  private static final String TITLE = "content-mover epoch floor 1";
  private static final Pattern TEXT =
      Pattern.compile(
          "("
              + TITLE
              + "\nepoch (\\d{1,19}) leader ([a-z0-9][a-z0-9._-]{0,62})\n)crc32 ([0-9a-f]{8})\n");

  /** The content of the file. */
  byte[] encode() {
    String body = TITLE + "\nepoch " + epoch + " leader " + leader + "\n";
    return (body + "crc32 " + checksum(body) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads what {@link #encode} wrote; null when it is anything else. */
  static EpochFloor decode(byte[] content) {
    Matcher text = TEXT.matcher(new String(content, StandardCharsets.US_ASCII));
    if (!text.matches() || !checksum(text.group(1)).equals(text.group(4))) {
      return null;
    }
    long epoch = Long.parseUnsignedLong(text.group(2));
    return epoch >= 1 && epoch <= LeadershipFloor.MAX_EPOCH
        ? new EpochFloor(epoch, text.group(3))
        : null;
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return String.format("%08x", crc.getValue());
  }
}
