package org.contentmover.content.store;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.contentmover.core.manifest.ContentHash;

/**
 * Names that point to manifests in the store: shadows, versions, checkpoints. Changed in one step,
 * durable when the call returns (VC-1). Safe for any thread.
 */
public interface Refs {
  /** What a name points to. */
  Optional<ContentHash> get(String name) throws IOException;

  /** Points a name to a manifest that is in the store. */
  void set(String name, ContentHash manifestSha256) throws IOException;

  /** Forgets a name; harmless when it is unknown. */
  void remove(String name) throws IOException;

  /** All names that begin so, for example {@code shadow/}. */
  Map<String, ContentHash> list(String prefix) throws IOException;
}
