package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestDraft;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * What a scan leaves of a tree it walked.
 *
 * @param index of the files that were not too young to be trusted
 * @param symlinks of the manifest
 */
record ScannedTree(Manifest manifest, ScanIndex index, List<ManifestEntry> symlinks) {
  /** Of a tree of which every content is known; its files are forgotten. The index is empty. */
  static ScannedTree of(ListedDirectory root, long packedBytes) throws IOException {
    return collected(root, new Collecting(packedBytes, 0, Long.MIN_VALUE));
  }

  /**
   * As {@link #of}, with an index.
   *
   * @param packedBytes about so much a list of it takes
   * @param settledBeforeNs what has changed later is not in the index
   */
  static ScannedTree indexed(ListedDirectory root, long packedBytes, long settledBeforeNs)
      throws IOException {
    return collected(root, new Collecting(packedBytes, packedBytes, settledBeforeNs));
  }

  private static ScannedTree collected(ListedDirectory root, Collecting collecting)
      throws IOException {
    InOrder.visit(root, collecting);
    return new ScannedTree(
        collecting.manifest.manifest(), collecting.index.index(), collecting.symlinks);
  }

  private static final class Collecting implements InOrder.Visitor {
    private final ManifestDraft manifest;
    private final ScanIndex.Draft index;
    private final List<ManifestEntry> symlinks = new ArrayList<>();
    private final long settledBeforeNs;

    Collecting(long packedBytes, long indexBytes, long settledBeforeNs) {
      this.manifest = new ManifestDraft(new HeapScratch(packedBytes));
      this.index = new ScanIndex.Draft(indexBytes);
      this.settledBeforeNs = settledBeforeNs;
    }

    @Override
    public void directory(ListedDirectory directory) throws IOException {
      FileStamp stamp = directory.stamp();
      manifest.add(ManifestEntry.directory(directory.path(), stamp.permissions(), stamp.mtimeNs()));
    }

    @Override
    public void file(ListedDirectory directory, int at) throws IOException {
      FileStamp stamp = directory.stampOf(at);
      String path = directory.pathOf(at);
      if (stamp.isSymlink()) {
        ManifestEntry symlink =
            ManifestEntry.symlink(path, stamp.mtimeNs(), directory.linkTargetOf(at));
        symlinks.add(symlink);
        manifest.add(symlink);
        return;
      }
      manifest.add(
          ManifestEntry.file(
              path, stamp.permissions(), stamp.mtimeNs(), stamp.sizeBytes(), directory.hashOf(at)));
      if (Math.max(stamp.mtimeNs(), stamp.ctimeNs()) < settledBeforeNs) {
        index.add(path.getBytes(StandardCharsets.UTF_8), stamp, directory.hashOf(at));
      }
    }
  }
}
