package org.contentmover.core.guard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.contentmover.core.ids.ServerName;

/**
 * Derives the keys of senders from those of the segment: HKDF-SHA-256 (RFC 5869) over the segment,
 * the sender's name and its incarnation, so that no two lives of any servers ever use one key.
 */
final class KeySchedule {
  static final String HMAC = "HmacSHA256";
  private static final byte[] SALT = ascii("content mover segment key 1");

  private final long segmentMark;
  private final Map<Integer, Mac> expanders = new HashMap<>();

  KeySchedule(KeyRing ring, long segmentMark) {
    this.segmentMark = segmentMark;
    for (SegmentKey key : ring.keys()) {
      expanders.put(key.id(), mac(mac(SALT).doFinal(key.secret())));
    }
  }

  boolean has(int keyId) {
    return expanders.containsKey(keyId);
  }

  /** The keys of one life of one sender; the key must be on the ring. */
  StreamKey derive(int keyId, ServerName sender, long incarnation) {
    Mac expander = expanders.get(keyId);
    byte[] info =
        ByteBuffer.allocate(2 * Long.BYTES + ServerName.MAX_LENGTH)
            .putLong(segmentMark)
            .putLong(incarnation)
            .put(ascii(sender.value()))
            .array();
    expander.update(info);
    byte[] first = expander.doFinal(new byte[] {1});
    expander.update(first);
    expander.update(info);
    return new StreamKey(first, expander.doFinal(new byte[] {2}));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static IllegalStateException impossible(GeneralSecurityException e) {
    return new IllegalStateException("every Java platform has HMAC-SHA-256 and AES", e);
  }
}
