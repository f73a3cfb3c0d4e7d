package org.contentmover.agent.ccm;

import java.util.Optional;
import java.util.OptionalLong;

/** The other side understood and said no; the same request would be answered the same. */
public final class PeerRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;

  /**
   * A refusal.
   *
   * @param status 4xx
   * @param detail for people
   * @param body as it came
   */
  public PeerRefused(int status, String detail, String body) {
    super("HTTP " + status + ": " + detail);
    this.status = status;
    this.body = body;
  }

  /** The problem in the body, empty when it is none. */
  public Optional<Fields> problem() {
    try {
      return Optional.of(Fields.parse(body));
    } catch (MalformedMessage e) {
      return Optional.empty();
    }
  }

  /** The number of the report the other side holds, when it is one of this epoch. */
  public OptionalLong heldSequence(long epoch) {
    Optional<Fields> problem = problem();
    String heldEpoch = problem.flatMap(fields -> fields.optionalText("heldEpoch")).orElse("");
    String held = problem.flatMap(fields -> fields.optionalText("heldSequence")).orElse("");
    return heldEpoch.equals(Long.toString(epoch)) && held.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(held))
        : OptionalLong.empty();
  }

  /** The HTTP status, 4xx. */
  public int status() {
    return status;
  }

  /** Whether the credential was refused, which a repaired clock or registration may heal. */
  public boolean concernsCredential() {
    return status == 401 || status == 403;
  }
}
