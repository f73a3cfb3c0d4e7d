package org.contentmover.ccm.version.checkpoint.archive;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.contentmover.core.manifest.ContentHash;

/**
 * What an archive says it holds.
 *
 * @param madeAt when the checkpoint was made, ISO-8601
 */
public record ArchiveLabel(
    String site,
    String group,
    String name,
    String note,
    String madeAt,
    long contentVersion,
    ContentHash manifest) {
  static final int FORMAT = 1;

  byte[] json() {
    return Json.createObjectBuilder()
        .add("format", FORMAT)
        .add("site", site)
        .add("group", group)
        .add("name", name)
        .add("note", note)
        .add("madeAt", madeAt)
        .add("contentVersion", contentVersion)
        .add("manifestSha256", manifest.hex())
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static ArchiveLabel read(byte[] json) throws ArchiveRefused {
    try (JsonReader reader =
        Json.createReader(new StringReader(new String(json, StandardCharsets.UTF_8)))) {
      JsonObject label = reader.readObject();
      if (label.getInt("format") != FORMAT) {
        throw new ArchiveRefused(
            "it has format " + label.getInt("format") + "; this CCM reads format " + FORMAT);
      }
      return new ArchiveLabel(
          label.getString("site"),
          label.getString("group"),
          label.getString("name"),
          label.getString("note"),
          label.getString("madeAt"),
          label.getJsonNumber("contentVersion").longValueExact(),
          ContentHash.fromHex(label.getString("manifestSha256")));
    } catch (JsonException
        | NullPointerException
        | ClassCastException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new ArchiveRefused("its " + ArchiveNames.LABEL + " cannot be read: " + e, e);
    }
  }
}
