package org.contentmover.ccm.version.plan;

import java.util.Optional;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

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
    for (ManifestEntry entry : target) {
      Optional<ManifestEntry> old = base.find(entry.path());
      added += old.isEmpty() ? 1 : 0;
      changed += old.isPresent() && !old.get().equals(entry) ? 1 : 0;
    }
    long removed = base.size() - (target.size() - added);
    long files = target.entries().stream().filter(ManifestEntry::isFile).count();
    return new ScanFigures(
        target.size(), scan.bytesRead(), added, changed, removed, files, target.contentBytes());
  }
}
