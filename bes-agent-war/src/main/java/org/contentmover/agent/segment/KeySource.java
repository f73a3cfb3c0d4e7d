package org.contentmover.agent.segment;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.content.trust.SecretFile;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.SegmentKeys;

/**
 * Where this server's segment keys come from, and which it has now (EL-7): an administrator's file,
 * or else what the CCM handed out, which is kept in the state directory for the next start. Safe
 * for any thread.
 */
public final class KeySource {
  private static final String RING_FILE = "segment-keys.json";
  private static final String CONSEQUENCE =
      "whoever reaches the segment's network can lead it or send it frames";

  private final ServerName server;
  private final SegmentName segment;
  private final Optional<Path> file;
  private final Path ringFile;
  private SegmentKeys latest;
  private HandedOutRing ring;
  private KeysInUse inUse = KeysInUse.NONE;

  /**
   * Nothing is read yet.
   *
   * @param file of an administrator, which goes before what the CCM hands out
   * @param stateDirectory keeps what the CCM hands out
   */
  public KeySource(
      ServerName server, SegmentName segment, Optional<Path> file, Path stateDirectory) {
    this.server = server;
    this.segment = segment;
    this.file = file;
    this.ringFile = stateDirectory.resolve(RING_FILE);
  }

  /**
   * The keys as they are now; blocks for the disk.
   *
   * @throws IOException when they cannot be read: a key that is gone never means an open segment
   */
  public synchronized SegmentKeys read() throws IOException {
    if (file.isPresent()) {
      latest = SegmentKeyFile.read(file.get());
    } else if (ring == null) {
      ring = load();
      latest = ring == null ? SegmentKeys.OPEN : ring.keys();
    }
    return latest;
  }

  /** Null when the CCM has handed out nothing to this server in this segment. */
  private HandedOutRing load() throws IOException {
    String text;
    try {
      text = SecretFile.read(ringFile);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      HandedOutRing kept = HandedOutRing.read(text);
      return isOwn(kept) ? kept : null;
    } catch (MalformedMessage e) {
      throw new IOException(
          ringFile
              + " is damaged ("
              + e.getMessage()
              + "); this server joins when the CCM has handed out its keys anew",
          e);
    }
  }

  private boolean isOwn(HandedOutRing found) {
    return found.isFor(server.value(), segment.value());
  }

  /**
   * Takes what the CCM handed out, and keeps it for the next start; blocks for the disk.
   *
   * @return whether it is newer than what this server has
   * @throws MalformedMessage when it is no ring, or another server's
   */
  public synchronized boolean take(String letter) throws MalformedMessage, IOException {
    HandedOutRing given = HandedOutRing.read(letter);
    if (!isOwn(given)) {
      throw new MalformedMessage(
          "the CCM hands out keys of segment "
              + given.segment()
              + " to server "
              + given.server()
              + "; this is "
              + server
              + " of segment "
              + segment
              + " (segment.name). Enrol it anew if it has moved");
    }
    if (ring != null && ring.ring() >= given.ring()) {
      return false;
    }
    SecretFile.replace(ringFile, letter);
    ring = given;
    latest = given.keys();
    return true;
  }

  /** The segment was joined with these keys, which were read here. */
  public synchronized void joined(SegmentKeys keys) {
    // Keys that came in between are joined with next.
    if (keys.equals(latest)) {
      inUse = KeysInUse.of(Optional.ofNullable(ring), keys);
    }
  }

  /** What the segment was joined with last; what is kept on disk may be newer. */
  synchronized KeysInUse inUse() {
    return inUse;
  }

  /** Whether an administrator's file goes before what the CCM hands out. */
  public boolean isFile() {
    return file.isPresent();
  }

  /** Revision of what the CCM handed out, 0 for nothing. */
  public synchronized long ring() {
    return ring == null ? 0 : ring.ring();
  }

  /** What is sealed with, 0 for no seal. */
  public synchronized int sending() {
    return latest == null ? SegmentKeys.PLAIN : latest.sendingId();
  }

  /** What is taken, 0 meaning datagrams without a seal. */
  public synchronized List<Integer> takes() {
    return latest == null ? List.of() : KeysInUse.idsTaken(latest);
  }

  /** Whether others could speak in this server's name: it seals nothing. */
  public synchronized boolean isOpen() {
    return latest != null && latest.sendsPlain();
  }

  /** For administrators; without secrets. */
  public synchronized String describe() {
    String origin = file.map(path -> " (from " + path + ")").orElse(" (from the CCM)");
    if (latest == null) {
      return "no key could be read from " + file.orElse(ringFile);
    }
    if (latest.keys().isEmpty()) {
      return "OPEN: "
          + (ring == null ? "the CCM has handed out no key yet; " : "the CCM keeps it open; ")
          + CONSEQUENCE
          + ". Set the policy of segment "
          + segment
          + " to KEYED at the CCM, or segment.key.file here";
    }
    return (latest.sendsPlain()
            ? "OPEN: seals nothing yet"
            : "seals with key " + latest.sendingId())
        + ", takes "
        + latest.keys()
        + (latest.acceptsPlain() ? " and datagrams without a seal" : "")
        + (latest.encrypts() ? ", encrypts" : "")
        + origin;
  }
}
