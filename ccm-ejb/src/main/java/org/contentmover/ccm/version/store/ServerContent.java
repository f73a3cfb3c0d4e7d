package org.contentmover.ccm.version.store;

import java.nio.file.Path;
import java.util.Optional;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.core.manifest.ContentHash;

/** Content that servers have. Waits for their answer. */
public interface ServerContent {
  /**
   * Writes a content of one of a site's versions on a server to a new file; whether it is the right
   * one is for the caller to see. Empty when it is there, else why not.
   *
   * @param mostBytes it can have; who sends more is not heard to the end
   */
  Optional<String> fetch(
      ServerState server, String site, ContentHash content, long mostBytes, Path into);
}
