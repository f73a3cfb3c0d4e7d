package org.contentmover.content.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;

/**
 * The signature of an assignment (CM-12): Ed25519 over a context string, the header's bytes as they
 * are in the file, and the SHA-256 of the commands. The data's hash is in the header.
 *
 * <p>Stateless, usable from any thread.
 */
public final class AssignmentSignature {
  /** Keeps a signature of this kind from being taken for one of another. */
  private static final byte[] CONTEXT =
      "content-mover assignment 1\0".getBytes(StandardCharsets.US_ASCII);

  private AssignmentSignature() {}

  public static byte[] sign(SigningKey key, byte[] header, ContentHash commandsSha256) {
    return key.sign(message(header, commandsSha256));
  }

  /**
   * Checks it.
   *
   * @throws AssignmentRejected when the key is not trusted or the signature is not the key's
   */
  public static void verify(
      PublicKeyLookup trusted,
      String keyId,
      byte[] signature,
      byte[] header,
      ContentHash commandsSha256)
      throws AssignmentRejected {
    PublicKey key =
        trusted
            .find(keyId)
            .orElseThrow(
                () ->
                    new AssignmentRejected(
                        RefusalReason.UNKNOWN_KEY,
                        "the assignment is signed with key " + keyId + ", which is not trusted"));
    if (!SigningKey.verify(key, message(header, commandsSha256), signature)) {
      throw new AssignmentRejected(
          RefusalReason.BAD_SIGNATURE,
          "the assignment's signature is not that of key " + keyId + " over this content");
    }
  }

  private static byte[] message(byte[] header, ContentHash commandsSha256) {
    ByteBuffer message =
        ByteBuffer.allocate(CONTEXT.length + Integer.BYTES + header.length + ContentHash.BYTES);
    message.put(CONTEXT).putInt(header.length).put(header);
    commandsSha256.write(message);
    return message.array();
  }
}
