package org.contentmover.content.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.manifest.ContentHash;

/**
 * A record as one line that people can read too: CRC-32C of the rest in eight hexadecimal digits,
 * the step, then {@code name=value} parted by spaces. No value contains a space.
 */
final class JournalLine {
  private static final int CRC_DIGITS = 8;
  private static final String NONE = "-";

  private JournalLine() {}

  static String format(JournalRecord record) {
    StringBuilder text = new StringBuilder();
    text.append(record.step()).append(" at=").append(record.at());
    JournalRecord.Cause cause = record.cause();
    if (cause != null) {
      text.append(" assignment=").append(cause.assignmentId());
      text.append(" group=").append(cause.group());
      text.append(" sequence=").append(cause.sequence());
      text.append(" immediate=").append(cause.immediate());
      text.append(" statement=").append(cause.statementMs());
      if (!cause.hooks().isEmpty()) {
        text.append(" hooks=").append(HookWords.format(cause.hooks()));
      }
    }
    text.append(" version=").append(record.version());
    text.append(" from=").append(record.fromVersion());
    text.append(" manifest=");
    text.append(
        record.manifestSha256().equals(ContentHash.NONE) ? NONE : record.manifestSha256().hex());
    return crc(text.toString()) + ' ' + text;
  }

  /**
   * Reads a line without its end.
   *
   * @throws IllegalArgumentException when it is not what was written once
   */
  static JournalRecord parse(String line) {
    if (line.length() <= CRC_DIGITS
        || !line.substring(0, CRC_DIGITS).equals(crc(line.substring(CRC_DIGITS + 1)))) {
      throw new IllegalArgumentException("the checksum of the line is wrong");
    }
    String[] words = line.substring(CRC_DIGITS + 1).split(" ");
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      values.put(words[i].substring(0, Math.max(0, equals)), words[i].substring(equals + 1));
    }
    try {
      String manifest = values.get("manifest");
      return new JournalRecord(
          JournalStep.valueOf(words[0]),
          Instant.parse(values.get("at")),
          cause(values),
          Long.parseLong(values.get("version")),
          Long.parseLong(values.get("from")),
          manifest.equals(NONE) ? ContentHash.NONE : ContentHash.fromHex(manifest));
    } catch (DateTimeException | NullPointerException e) {
      throw new IllegalArgumentException("the line lacks a value or has a wrong one", e);
    }
  }

  private static JournalRecord.Cause cause(Map<String, String> values) {
    if (!values.containsKey("assignment")) {
      return null;
    }
    return new JournalRecord.Cause(
        new AssignmentId(UUID.fromString(values.get("assignment"))),
        new ContentGroup(values.get("group")),
        Long.parseLong(values.get("sequence")),
        Boolean.parseBoolean(values.get("immediate")),
        Long.parseLong(values.get("statement")),
        values.containsKey("hooks") ? HookWords.parse(values.get("hooks")) : List.of());
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
