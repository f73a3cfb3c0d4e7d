package org.contentmover.content.delta;

import org.contentmover.core.manifest.ManifestEntry;

/**
 * A file of the target whose content is there already.
 *
 * @param baseFile the file of the base that has it, -1 when it is in {@code targetPath}
 * @param targetPath a file of the target that is put and has the same content; else null
 */
public record FileCopy(ManifestEntry file, int baseFile, String targetPath) {
  public FileCopy {
    if (baseFile < 0 == (targetPath == null)) {
      throw new IllegalArgumentException("a file is copied from one place");
    }
  }
}
