package org.contentmover.agent.ccm;

import java.time.Duration;
import java.util.Optional;

/**
 * The CCM's answer to a server that told its segment keys.
 *
 * @param sealed the ring this server lacks, for its key box; empty when it lacks nothing
 * @param askAgain when to tell again
 */
public record KeyAnswer(Optional<String> sealed, Duration askAgain) {
  /** Reads it. */
  public static KeyAnswer read(Fields answer) throws MalformedMessage {
    return new KeyAnswer(
        answer.optionalText("sealed"),
        Duration.ofSeconds(Math.max(1, answer.number("askAgainSeconds"))));
  }
}
