package org.contentmover.gl.api;

import java.nio.file.Path;

/**
 * Takes the agent's answer to one offer. Exactly one answer is needed; the first one counts.
 *
 * <p>May be called inside the delivery or later, from any thread; never blocks. An answer to an
 * offer that is no longer of interest is dropped.
 */
public interface OfferReply {
  /** Ends the name of the file, beside the one received into, that says which frames are there. */
  String FRAMES_SUFFIX = ".frames";

  /**
   * Receive it, into this file.
   *
   * @param path absolute; the file is made at its full size, or opened, and what an earlier process
   *     received of the same assignment into it stays
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
