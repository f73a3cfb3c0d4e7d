package org.contentmover.agent.relay;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The copies of assignments this server may pass on. */
public interface VerifiedCopies {
  /** The copy of one assignment, and notes that it was of use; empty when there is none. */
  Optional<VerifiedCopy> find(UUID assignment);

  /**
   * A copy, or its verified beginning.
   *
   * @param path its file
   * @param sizeBytes of the whole assignment
   * @param verifiedUpTo bytes from the start that may be served; today always all of them, with
   *     pipelined relaying those that piece hashes cover
   * @param sha256 of the whole, in hex
   */
  record VerifiedCopy(Path path, long sizeBytes, long verifiedUpTo, String sha256) {}
}
