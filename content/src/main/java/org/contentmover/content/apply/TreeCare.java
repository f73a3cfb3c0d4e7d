package org.contentmover.content.apply;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.drift.DriftList;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.drift.ScrubRound;
import org.contentmover.content.drift.TreeScrub;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.VersionTree;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.text.Counted;

/**
 * Compares the versions of a site on this server with their manifests, byte by byte, and repairs
 * what differs (CI-7). Reading and fetching keep nobody from the site; assignments wait only while
 * a tree is built anew, which takes as long as staging does.
 *
 * <p>One thread at a time.
 */
public final class TreeCare {
  private final Object siteLock;
  private final Site site;
  private final SiteRecovery recovery;
  private final Runnable dropEarly;
  private final Clock clock;
  private final SiteDirectory directory;

  /**
   * Of one site.
   *
   * @param siteLock whoever holds it works on the site alone
   * @param dropEarly gives up what is built upon trees that are about to go
   */
  TreeCare(Object siteLock, Site site, SiteRecovery recovery, Runnable dropEarly, Clock clock) {
    this.siteLock = siteLock;
    this.site = site;
    this.recovery = recovery;
    this.dropEarly = dropEarly;
    this.clock = clock;
    this.directory = site.directory();
  }

  /**
   * What a scrub found.
   *
   * @param versions those that could be compared, the live one first
   * @param problem why not all could be, for an administrator; empty when all were
   */
  public record Found(
      Instant startedAt,
      Instant endedAt,
      long filesRead,
      long bytesRead,
      List<VersionDrift> versions,
      String problem) {}

  /** What is wrong with one version; nothing when the list is empty. */
  public record VersionDrift(long version, boolean live, DriftList drift) {}

  /**
   * What a repair did.
   *
   * @param repaired versions that are whole again
   * @param unrepaired why others are not, for an administrator; empty when all are of which it was
   *     known that something is wrong with them
   * @param uncompared what no repair can mend: why nobody knows what is wrong with a version
   */
  public record Repaired(List<Long> repaired, String unrepaired, String uncompared) {
    /** Both of what is not as it should be; empty when all is. */
    public String problem() {
      return Stream.of(unrepaired, uncompared)
          .filter(it -> !it.isEmpty())
          .collect(Collectors.joining("; "));
    }
  }

  private record Tree(long version, boolean live, VersionTree tree, Manifest manifest) {}

  /**
   * Reads all versions and remembers what is wrong with them: nothing of that is built upon, until
   * it is repaired. A file that several versions share is read once. What one that was given up has
   * read is not read again.
   *
   * @throws InterruptedIOException when the pace gave up; what was found is remembered, and how far
   *     it came
   */
  public Found scrub(ReadPace pace) throws IOException {
    int surprisesBefore = site.surprises();
    ScrubRound round = ScrubRound.read(directory.scrub(), clock.instant());
    List<VersionDrift> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Tree first = null;
    DriftList firstDrift = null;
    for (Tree tree : trees(problems, problems)) {
      TreeScrub.Known known = first == null ? TreeScrub.Known.NOTHING : known(first, firstDrift);
      Path root = directory.path(tree.tree());
      TreeScrub scrub =
          new TreeScrub(root, tree.manifest(), known, before(round, tree), pace, clock.instant());
      DriftList drift;
      try {
        drift = scrub.run();
      } catch (InterruptedIOException e) {
        giveUp(round, tree, scrub, surprisesBefore, e);
        throw e;
      }
      round.note(tree.tree().name(), tree.manifest(), scrub);
      if (remember(tree, drift)) {
        found.add(new VersionDrift(tree.version(), tree.live(), drift));
        if (first == null) {
          first = tree;
          firstDrift = drift;
        }
      }
    }
    ScrubRound.forget(site.ops(), directory.scrub());
    return new Found(
        round.startedAt(),
        clock.instant(),
        round.filesRead(),
        round.bytesRead(),
        found,
        String.join("; ", problems));
  }

  private TreeScrub.Before before(ScrubRound round, Tree tree) throws IOException {
    DriftList drift = DriftList.read(directory.drift(tree.tree()));
    return drift.isUnknown()
        ? TreeScrub.Before.NOTHING
        : new TreeScrub.Before(round.compared(tree.tree().name(), tree.manifest()), drift);
  }

  private void giveUp(
      ScrubRound round,
      Tree tree,
      TreeScrub scrub,
      int surprisesBefore,
      InterruptedIOException why) {
    // Who interrupted this thread has to find it so; but no file is written by one that is.
    boolean interrupted = Thread.interrupted();
    try {
      DriftList earlier = DriftList.read(directory.drift(tree.tree()));
      if (remember(tree, scrub.foundBesides(earlier))) {
        round.note(tree.tree().name(), tree.manifest(), scrub);
      }
      synchronized (siteLock) {
        if (site.surprises() == surprisesBefore) {
          round.write(site.ops(), directory.scrub());
        }
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What the live version shares with another one was read already. */
  private TreeScrub.Known known(Tree compared, DriftList drift) {
    Path root = directory.path(compared.tree());
    return (file, stamp) -> {
      int index = compared.manifest().indexOf(file.path());
      if (index < 0 || drift.concerns(index)) {
        return false;
      }
      ManifestEntry twin = compared.manifest().entries().get(index);
      try {
        return file.sha256().equals(twin.sha256())
            && FileStamp.of(root.resolve(twin.path())).inode() == stamp.inode();
      } catch (IOException e) {
        return false; // The other tree may be gone by now, which says nothing of this file.
      }
    };
  }

  private List<Tree> trees(List<String> unclear, List<String> uncompared) throws IOException {
    synchronized (siteLock) {
      if (!recovery.isReady()) {
        unclear.add(recovery.problem().orElseThrow());
        return List.of();
      }
      List<Tree> trees = new ArrayList<>();
      for (long version : site.versions().all()) {
        boolean live = site.isLive(version);
        Optional<Manifest> manifest = site.versions().manifest(version);
        if (manifest.isPresent()) {
          Tree tree = new Tree(version, live, directory.tree(version), manifest.get());
          trees.add(live ? 0 : trees.size(), tree);
        } else if (site.hasTree(version)) {
          uncompared.add(
              "version "
                  + version
                  + " cannot be compared: its manifest is damaged; publish a new version");
        }
      }
      return trees;
    }
  }

  /** False when the tree was pruned or repaired meanwhile. */
  private boolean remember(Tree tree, DriftList drift) throws IOException {
    synchronized (siteLock) {
      if (!directory.trees(tree.version()).contains(tree.tree())) {
        return false;
      }
      if (!drift.isEmpty()) {
        // It may have been linked already, when it looked sound.
        dropEarly.run();
      }
      if (!drift.isUnknown()) {
        Path file = directory.drift(tree.tree());
        drift.since(DriftList.read(file)).write(site.ops(), file);
      }
      return true;
    }
  }

  /**
   * Repairs all versions of which something is known to be wrong: content is taken from other files
   * of this server, else from elsewhere.
   */
  public Repaired repair(ContentSource source) throws IOException {
    List<String> problems = new ArrayList<>();
    List<Tree> damaged = new ArrayList<>();
    Map<ContentHash, List<LostContent>> missing = new HashMap<>();
    List<String> uncompared = new ArrayList<>();
    List<Tree> trees = trees(problems, uncompared);
    for (Tree tree : trees) {
      DriftList drift = DriftList.read(directory.drift(tree.tree()));
      if (!drift.isEmpty()) {
        damaged.add(tree);
        addContent(tree, drift, missing);
      }
    }
    if (damaged.isEmpty()) {
      return repaired(List.of(), problems, uncompared);
    }
    List<Long> repaired = new ArrayList<>();
    try (RepairContents contents = new RepairContents(site.ops(), directory)) {
      for (Tree tree : trees) {
        Set<String> lost = DriftList.read(directory.drift(tree.tree())).lost();
        contents.takeFrom(directory.path(tree.tree()), tree.manifest(), lost, missing.keySet());
      }
      contents.takeFrom(source, missing.values()).ifPresent(problems::add);
      for (Tree tree : damaged) {
        if (repair(tree, contents, missing.keySet(), problems)) {
          repaired.add(tree.version());
        }
      }
    }
    return repaired(repaired, problems, uncompared);
  }

  private static Repaired repaired(
      List<Long> repaired, List<String> problems, List<String> uncompared) {
    return new Repaired(repaired, String.join("; ", problems), String.join("; ", uncompared));
  }

  /** One place of each version that lacks it: who gives content away may not know all of them. */
  private static void addContent(
      Tree tree, DriftList drift, Map<ContentHash, List<LostContent>> missing) {
    int index = 0;
    for (ManifestEntry entry : tree.manifest()) {
      if (entry.isFile() && drift.concerns(index)) {
        List<LostContent> places =
            missing.computeIfAbsent(entry.sha256(), hash -> new ArrayList<>(1));
        if (places.isEmpty() || places.get(places.size() - 1).version() != tree.version()) {
          places.add(
              new LostContent(tree.version(), entry.path(), entry.sha256(), entry.sizeBytes()));
        }
      }
      index++;
    }
  }

  /** False when it could not be, which is told, or need not be any more. */
  private boolean repair(
      Tree tree, RepairContents contents, Set<ContentHash> missing, List<String> problems) {
    synchronized (siteLock) {
      try {
        if (!recovery.isReady()) {
          problems.add(recovery.problem().orElseThrow());
          return false;
        }
        if (!directory.trees(tree.version()).contains(tree.tree())) {
          return false; // Pruned meanwhile: nobody sees it any more.
        }
        DriftList drift = DriftList.read(directory.drift(tree.tree()));
        Map<ContentHash, List<LostContent>> needed = new HashMap<>();
        addContent(tree, drift, needed);
        needed.keySet().retainAll(missing);
        if (!needed.isEmpty()) {
          problems.add(
              "version " + tree.version() + " lacks " + Counted.of(needed.size(), "content"));
          return false;
        }
        dropEarly.run();
        new TreeRepair(site, contents).repair(tree.version(), tree.manifest(), drift);
        return true;
      } catch (IOException e) {
        problems.add(
            "version " + tree.version() + " could not be repaired: " + FailureReasons.text(e));
        return false;
      }
    }
  }
}
