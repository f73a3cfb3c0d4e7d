package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.UnequalEntries;

/**
 * Which content of a new version is in the old one already, and what the rest of it resembles
 * (CM-2, CM-3).
 *
 * <p>Immutable. Every file of the target is exactly one of: unchanged at its path, or at the path
 * it has through {@link #moves}; in {@link #copies}; in {@link #puts}.
 */
public final class DeltaPlan {
  private final List<DirectoryMove> moves;
  private final List<FileCopy> copies;
  private final List<PutFile> puts;

  private DeltaPlan(List<DirectoryMove> moves, List<FileCopy> copies, List<PutFile> puts) {
    this.moves = moves;
    this.copies = copies;
    this.puts = puts;
  }

  /**
   * Compares two versions. Takes the time to read what has changed, on both sides; what is
   * unchanged is not read.
   */
  public static DeltaPlan between(
      Manifest base, Manifest target, BaseFiles baseFiles, NewFiles newFiles) throws IOException {
    Moves moves = new Moves(base, target);
    List<ManifestEntry> others = new ArrayList<>();
    Set<BaseFile> gone = new LinkedHashSet<>();
    Set<ContentHash> contents = new HashSet<>();
    for (UnequalEntries unequal = UnequalEntries.of(base, target); unequal.next(); ) {
      ManifestEntry before = unequal.before();
      ManifestEntry now = unequal.now();
      boolean isFile = now != null && now.isFile();
      if (before != null && before.isFile() && !isFile) {
        gone.add(new BaseFile(unequal.fileBefore(), before));
      }
      if (isFile && (before == null || !before.sameContent(now))) {
        others.add(now);
        contents.add(now.sha256());
      }
    }
    BaseIndex index = new BaseIndex(base, contents);
    List<FileCopy> copies = new ArrayList<>();
    List<PutFile> puts = new ArrayList<>();
    Map<ContentHash, ManifestEntry> placed = new HashMap<>();
    for (ManifestEntry file : others) {
      BaseFile before = index.at(moves.origin(file.path()));
      gone.remove(before);
      if (before != null && before.entry().sameContent(file)) {
        continue;
      }
      BaseFile equal = file.sizeBytes() == 0 ? null : index.withContent(file);
      ManifestEntry first =
          file.sizeBytes() == 0 || equal != null ? null : placed.putIfAbsent(file.sha256(), file);
      if (equal != null) {
        copies.add(new FileCopy(file, equal.index(), null));
      } else if (first != null) {
        copies.add(new FileCopy(file, -1, first.path()));
      } else {
        boolean based = before != null && before.entry().sizeBytes() > 0;
        puts.add(PutFile.over(file, based ? List.of(before) : List.of()));
      }
    }
    List<PutFile> based = new BaseSearch(baseFiles, newFiles).search(puts, List.copyOf(gone));
    return new DeltaPlan(moves.all(), List.copyOf(copies), based);
  }

  /** Directories that are elsewhere now; none of them lies in another one. */
  public List<DirectoryMove> moves() {
    return moves;
  }

  /** Files whose content is there already, in the order of the target. */
  public List<FileCopy> copies() {
    return copies;
  }

  /** Files whose content has to be made, in the order of the target. */
  public List<PutFile> puts() {
    return puts;
  }
}
