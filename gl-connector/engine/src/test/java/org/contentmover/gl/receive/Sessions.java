package org.contentmover.gl.receive;

import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.TransferSession;

/** Sessions for tests of spool files. */
final class Sessions {
  private Sessions() {}

  /** Brings content of that size and hash. */
  static TransferSession of(long sizeBytes, int payloadBytes, ContentHash hash) {
    return new TransferSession(
        new AssignmentId(new UUID(0, 1)),
        1,
        new ServerName("leader"),
        2,
        "publish",
        sizeBytes,
        payloadBytes,
        hash,
        new PeerAddress(new byte[] {127, 0, 0, 1}, 1),
        "",
        "");
  }

  /** Brings that content. */
  static TransferSession of(byte[] content, int payloadBytes) {
    return of(content.length, payloadBytes, ContentHash.sha256(content));
  }
}
