package org.contentmover.core.interpret;

import java.util.Map;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.MovedTree;

/** The tree an assignment leads to, and where each of its files comes from. Immutable. */
public final class TreeResult {
  private final Manifest base;
  private final Manifest target;
  private final MovedTree start;
  private final Map<String, FileOrigin> origins;

  TreeResult(Manifest base, Manifest target, MovedTree start, Map<String, FileOrigin> origins) {
    this.base = base;
    this.target = target;
    this.start = start;
    this.origins = origins;
  }

  public Manifest base() {
    return base;
  }

  /** All entries; files whose content travels may have no hash. */
  public Manifest target() {
    return target;
  }

  /** Where the content of a file of the target comes from; in O(log n). */
  public FileOrigin originOf(ManifestEntry file) {
    FileOrigin origin = origins.get(file.path());
    return origin == null
        ? new FileOrigin.OfBase(start.originOf(file.path()).orElseThrow())
        : origin;
  }

  /** Whether a file can be a second name of the one it comes from. */
  public boolean isLinked(ManifestEntry file) {
    FileOrigin origin = originOf(file);
    if (origin instanceof FileOrigin.OfBase it) {
      return sameAttributes(it.file(), file);
    }
    return origin instanceof FileOrigin.OfNew it
        && sameAttributes(target.find(it.path()).orElseThrow(), file);
  }

  private static boolean sameAttributes(ManifestEntry a, ManifestEntry b) {
    return a.mode() == b.mode() && a.mtimeNs() == b.mtimeNs();
  }
}
