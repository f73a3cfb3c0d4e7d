package org.contentmover.ccm.version.plan;

import org.contentmover.content.scan.ScanResult;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestDiff;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/** What a scan found, in numbers, compared with what is published. */
public record ScanFigures(
    long entries,
    long bytesRead,
    long added,
    long changed,
    long removed,
    long files,
    long contentBytes) {

  static ScanFigures of(ScanResult scan, Manifest base) {
    Manifest target = scan.manifest();
    long added = 0;
    long changed = 0;
    long removed = 0;
    for (TreeChange change : ManifestDiff.between(base, target).changes()) {
      boolean was = base.find(change.path()).isPresent();
      boolean is = target.find(change.path()).isPresent();
      added += !was && is ? 1 : 0;
      changed += was && is ? 1 : 0;
      removed += was && !is ? 1 : 0;
    }
    long files = target.entries().stream().filter(ManifestEntry::isFile).count();
    return new ScanFigures(
        target.size(), scan.bytesRead(), added, changed, removed, files, target.contentBytes());
  }
}
