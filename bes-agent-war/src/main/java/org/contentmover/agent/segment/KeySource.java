package org.contentmover.agent.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.contentmover.gl.api.SegmentKeys;

/** Where this server's segment keys come from, and which it has now. Safe for any thread. */
public final class KeySource {
  private final Optional<Path> file;
  private volatile SegmentKeys latest;

  /**
   * Nothing is read yet.
   *
   * @param file of the keys; empty for an open segment
   */
  public KeySource(Optional<Path> file) {
    this.file = file;
    this.latest = file.isEmpty() ? SegmentKeys.OPEN : null;
  }

  /**
   * The keys as they are now; blocks for the disk.
   *
   * @throws IOException when the file cannot be read or is wrong: a configured key that is gone
   *     never means an open segment
   */
  public SegmentKeys read() throws IOException {
    if (file.isPresent()) {
      latest = SegmentKeyFile.read(file.get());
    }
    return latest;
  }

  /** Whether others could speak in this server's name: it seals nothing. */
  public boolean isOpen() {
    SegmentKeys now = latest;
    return now != null && now.sendsPlain();
  }

  /** For administrators; without secrets. */
  public String describe() {
    SegmentKeys now = latest;
    if (now == null) {
      return "no key could be read from " + file.orElseThrow();
    }
    if (now.keys().isEmpty()) {
      return "OPEN: no key is configured (segment.key.file); whoever reaches the segment's network"
          + " can lead it or send it frames";
    }
    return (now.sendsPlain() ? "OPEN: seals nothing yet" : "seals with key " + now.sendingId())
        + ", takes "
        + now.keys()
        + (now.acceptsPlain() ? " and datagrams without a seal" : "")
        + (now.encrypts() ? ", encrypts" : "");
  }
}
