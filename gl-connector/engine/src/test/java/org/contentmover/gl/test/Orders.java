package org.contentmover.gl.test;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.contentmover.gl.api.DistributionOrder;

/** Orders for given content. */
public final class Orders {
  private static final long RATE_BYTES_PER_SECOND = 50_000_000;

  private Orders() {}

  /** An order that all participants must follow within a minute. */
  public static DistributionOrder of(byte[] content, String... participants) {
    return of(UUID.randomUUID(), content, RATE_BYTES_PER_SECOND, participants);
  }

  /** The same for an assignment that has an id already, at a rate. */
  public static DistributionOrder of(
      UUID assignmentId, byte[] content, long rateBytesPerSecond, String... participants) {
    return new DistributionOrder(
        assignmentId,
        "test",
        content.length,
        sha256(content),
        List.of(participants),
        participants.length,
        1_400,
        rateBytesPerSecond,
        "ticket",
        "http://source",
        Instant.now().plusSeconds(60));
  }

  /** 64 hex digits. */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
