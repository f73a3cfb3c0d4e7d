package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.drift.DriftList;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.VersionTree;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Builds a version's tree anew beside the one that is damaged, and has live and backup point to it
 * (CI-7): whoever reads meanwhile gets a whole answer from one of them. What is sound is linked,
 * what is not is written from content that was proven. After a crash there is the old tree or the
 * new one, and the next start goes on from there.
 *
 * <p>One thread at a time, and nobody else works on the site.
 */
final class TreeRepair {
  private final Site site;
  private final FileSystemOps ops;
  private final SiteDirectory directory;
  private final RepairContents contents;

  TreeRepair(Site site, RepairContents contents) {
    this.site = site;
    this.ops = site.ops();
    this.directory = site.directory();
    this.contents = contents;
  }

  /**
   * Repairs the tree of a version.
   *
   * @throws IOException when it could not be; the damaged tree is what counts on
   */
  void repair(long version, Manifest manifest, DriftList drift) throws IOException {
    VersionTree damaged = directory.tree(version);
    Path building = site.versions().building(version);
    try {
      Trees.deleteRecursively(ops, building);
      build(new TreeWriter(ops, building), directory.path(damaged), manifest, drift);
      ops.syncFileSystem(building);
      ops.rename(building, directory.path(damaged.next()));
      ops.sync(directory.versions());
    } catch (IOException e) {
      IOException why = FailureReasons.lookedInto(e, ops, directory.path());
      try {
        Trees.deleteRecursively(ops, building);
      } catch (IOException left) {
        why.addSuppressed(left);
      }
      throw why;
    }
    site.showRepaired();
  }

  private void build(TreeWriter writer, Path damaged, Manifest manifest, DriftList drift)
      throws IOException {
    if (manifest.isEmpty()) {
      site.versions().makeEmptyTree(writer.at(""));
      return;
    }
    writer.makeDirectories(manifest);
    int index = 0;
    for (ManifestEntry entry : manifest) {
      if (entry.isSymlink()) {
        writer.makeSymlink(entry);
      } else if (entry.isFile() && drift.concerns(index)) {
        write(writer, entry);
      } else if (entry.isFile()) {
        link(writer, damaged.resolve(entry.path()), entry);
      }
      index++;
    }
    writer.settleDirectories(manifest);
  }

  private void write(TreeWriter writer, ManifestEntry entry) throws IOException {
    if (!writer.write(contents.open(entry.sha256()), entry).equals(entry.sha256())) {
      throw new IOException("content " + entry.sha256() + " changed while it was used");
    }
  }

  /** Looks at what has been linked, where nobody else can swap it. */
  private static void link(TreeWriter writer, Path sound, ManifestEntry entry) throws IOException {
    Path link = writer.at(entry);
    boolean right =
        writer.link(sound, link)
            ? TreeCheck.isUnchanged(link, entry)
            : writer
                .write(Files.newInputStream(sound, LinkOption.NOFOLLOW_LINKS), entry)
                .equals(entry.sha256());
    if (!right) {
      throw new IOException(sound + " was changed after it had been compared; scrub again");
    }
  }
}
