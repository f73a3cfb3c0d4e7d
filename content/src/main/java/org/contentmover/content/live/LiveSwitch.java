package org.contentmover.content.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;

/**
 * Makes a version live by renaming a symlink over another: one step, whatever the size of the site
 * (CI-3). The strategy for POSIX systems and web servers that resolve their document root at each
 * request.
 *
 * <p>One thread at a time.
 */
public final class LiveSwitch {
  private final FileSystemOps ops;
  private final SiteDirectory site;

  public LiveSwitch(FileSystemOps ops, SiteDirectory site) {
    this.ops = ops;
    this.site = site;
  }

  /**
   * Points live, and then backup, where told; durable when it returns. Doing it again changes
   * nothing.
   */
  public void point(long live, OptionalLong backup) throws IOException {
    AtomicFile.replaceSymlink(ops, site.live(), target(live));
    settle(backup);
  }

  /**
   * Makes ready that live is pointed to a version, and back to what it is now: each is one rename
   * then, which needs no room on the disk.
   */
  public void prepare(long live) throws IOException {
    AtomicFile.prepareSymlink(ops, site.live(), target(live));
    if (Files.isSymbolicLink(site.live())) {
      AtomicFile.prepareSymlink(ops, back(), Files.readSymbolicLink(site.live()).toString());
    }
  }

  /** Points live where it was prepared to be; durable once it is settled. */
  public void exchange() throws IOException {
    ops.rename(AtomicFile.temporary(site.live()), site.live());
  }

  /** Points live to the version before again, or takes it away where there was none; durable. */
  public void putBack(OptionalLong before) throws IOException {
    if (before.isEmpty()) {
      if (Files.isSymbolicLink(site.live())) {
        ops.delete(site.live());
      }
    } else if (Files.isSymbolicLink(AtomicFile.temporary(back()))) {
      ops.rename(AtomicFile.temporary(back()), site.live());
    } else {
      AtomicFile.replaceSymlink(ops, site.live(), target(before.getAsLong()));
    }
    ops.sync(site.path());
  }

  /** Where the way back waits. */
  private Path back() {
    return site.path().resolve("back");
  }

  /** Points backup where told; that, and where live points, is durable when it returns. */
  public void settle(OptionalLong backup) throws IOException {
    if (backup.isPresent()) {
      AtomicFile.replaceSymlink(ops, site.backup(), target(backup.getAsLong()));
    }
    ops.sync(site.path());
  }

  /**
   * Points live and backup to the newest trees of their versions, after a repair; durable when it
   * returns. Doing it again changes nothing.
   */
  public void followRepairs() throws IOException {
    boolean followed = follow(site.live());
    if (follow(site.backup()) || followed) {
      ops.sync(site.path());
    }
  }

  private boolean follow(Path link) throws IOException {
    if (!Files.isSymbolicLink(link)) {
      return false;
    }
    Optional<VersionTree> tree = LiveTree.treeOf(link);
    if (tree.isEmpty() || site.tree(tree.get().version()).repair() <= tree.get().repair()) {
      return false;
    }
    AtomicFile.replaceSymlink(ops, link, target(tree.get().version()));
    return true;
  }

  /** Removes what a crash left of a switch. */
  public void discardInterrupted() throws IOException {
    AtomicFile.discard(ops, site.live());
    AtomicFile.discard(ops, site.backup());
    AtomicFile.discard(ops, back());
  }

  /** There is no backup any more; durable when it returns, harmless when there was none. */
  public void dropBackup() throws IOException {
    if (Files.isSymbolicLink(site.backup())) {
      ops.delete(site.backup());
      ops.sync(site.path());
    }
  }

  /**
   * Turns a document root that was there before into version 0. Between the two renames live is
   * missing for some microseconds; there is no way in POSIX to put a symlink in place of a
   * directory at once.
   */
  public void adopt() throws IOException {
    if (Files.isDirectory(site.live(), LinkOption.NOFOLLOW_LINKS)) {
      ops.rename(site.live(), site.version(0));
      ops.sync(site.versions());
    }
    if (!Files.isDirectory(site.version(0), LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(site.version(0).toString());
    }
    point(0, OptionalLong.empty());
  }

  /** The version that backup points to; empty when there is none. */
  public OptionalLong backup() throws IOException {
    try {
      return LiveTree.treeOf(site.backup()).stream().mapToLong(VersionTree::version).findFirst();
    } catch (NoSuchFileException | NotLinkException e) {
      return OptionalLong.empty();
    }
  }

  private String target(long version) throws IOException {
    return "versions/" + site.tree(version).name();
  }
}
