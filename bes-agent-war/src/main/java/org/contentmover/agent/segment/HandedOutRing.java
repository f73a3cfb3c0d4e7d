package org.contentmover.agent.segment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.gl.api.SegmentKey;
import org.contentmover.gl.api.SegmentKeys;

/**
 * The keys of a segment as the CCM handed them out to one server (docs/protocol/distribution.md).
 * Its text shows no secret.
 *
 * @param ring revision; a greater one is newer
 * @param digest SHA-256 of the text: tells it from another ring of that revision
 */
record HandedOutRing(String server, String segment, long ring, String digest, SegmentKeys keys) {
  private static final String SECRET = "[0-9a-f]{64}";

  /** Reads the text; no message ever repeats a part of it. */
  static HandedOutRing read(String text) throws MalformedMessage {
    Fields fields = parse(text);
    try {
      List<SegmentKey> keys = new ArrayList<>();
      for (Fields key : fields.objects("keys")) {
        keys.add(key(key));
      }
      return new HandedOutRing(
          fields.text("server"),
          fields.text("segment"),
          fields.number("ring"),
          ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8)).hex(),
          new SegmentKeys(
              keys, (int) fields.number("sending"), fields.flag("plain"), fields.flag("encrypts")));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessage("the ring of keys cannot be used: " + e.getMessage());
    }
  }

  private static Fields parse(String text) throws MalformedMessage {
    try {
      return Fields.parse(text);
    } catch (MalformedMessage e) {
      // Its message would show what stands there.
      throw new MalformedMessage("the ring of keys is no JSON object");
    }
  }

  private static SegmentKey key(Fields key) throws MalformedMessage {
    String secret = key.optionalText("secret").orElse("");
    if (!secret.matches(SECRET)) {
      throw new MalformedMessage("a key of the ring has not 64 hexadecimal digits");
    }
    return new SegmentKey((int) key.number("id"), HexFormat.of().parseHex(secret));
  }

  boolean isFor(String ownServer, String ownSegment) {
    return server.equals(ownServer) && segment.equals(ownSegment);
  }
}
