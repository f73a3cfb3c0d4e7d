package org.contentmover.core.interpret;

import org.contentmover.core.manifest.ManifestEntry;

/** Where the content of a file of the resulting tree comes from. */
public sealed interface FileOrigin {
  /** It travels with the assignment. */
  FileOrigin DATA = new Data();

  /** See {@link #DATA}. */
  record Data() implements FileOrigin {}

  /** A file of the base, at this path or another one. */
  record OfBase(ManifestEntry file) implements FileOrigin {}

  /** Another file of the resulting tree, whose content travels. */
  record OfNew(String path) implements FileOrigin {}
}
