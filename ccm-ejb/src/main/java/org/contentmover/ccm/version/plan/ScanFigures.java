package org.contentmover.ccm.version.plan;

import org.contentmover.content.scan.ScanResult;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.UnequalEntries;

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
    for (UnequalEntries unequal = UnequalEntries.of(base, target); unequal.next(); ) {
      added += unequal.before() == null ? 1 : 0;
      changed += unequal.before() != null && unequal.now() != null ? 1 : 0;
    }
    long removed = base.size() - (target.size() - added);
    return new ScanFigures(
        target.size(),
        scan.bytesRead(),
        added,
        changed,
        removed,
        target.files().size(),
        target.contentBytes());
  }
}
