package org.contentmover.gl.api;

import java.nio.file.Path;

/**
 * Takes the agent's answer to one offer. Exactly one answer is needed; the first one counts.
 *
 * <p>May be called inside the delivery or later, from any thread; never blocks. An answer to an
 * offer that is no longer of interest is dropped.
 */
public interface OfferReply {
  /**
   * Receive it, into this file.
   *
   * @param path absolute; the file is made, or opened and overwritten, at its full size
   */
  void receive(Path path);

  /** This server has the whole assignment, verified, or has carried it out already. */
  void alreadyHave();

  /** This server is not meant by this assignment. */
  void notAddressed();

  /**
   * This server cannot take part.
   *
   * @param reason for an administrator: what lacks, and what to do
   */
  void refuse(String reason);
}
