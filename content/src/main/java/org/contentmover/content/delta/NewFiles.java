package org.contentmover.content.delta;

import java.io.IOException;
import org.contentmover.core.manifest.ManifestEntry;

/** The files of the new version. May be called by several threads at once. */
@FunctionalInterface
public interface NewFiles {
  /** Opens the content of a file of the target manifest; the caller closes it. */
  ReadableFile open(ManifestEntry file) throws IOException;
}
