package org.contentmover.core.interpret;

import java.io.IOException;
import java.util.Arrays;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestDraft;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.PackedChanges;
import org.contentmover.core.manifest.Scratch;
import org.contentmover.core.manifest.TreeChange;

/**
 * The tree an assignment leads to, and where each of its files comes from. Nothing of it changes
 * but hashes, which are told when content has been written. One thread.
 */
public final class TreeResult {
  private final Manifest base;
  private final PackedChanges changes;
  private final ManifestDraft draft;
  private final Manifest target;

  /** For each entry an index in the base, or a change. */
  private final int[] origins;

  /** The entries whose content travels, in the order of their commands. */
  private final int[] puts;

  private TreeResult(Draft draft) throws IOException {
    this.base = draft.base;
    this.changes = draft.changes;
    this.draft = draft.entries;
    this.target = draft.entries.manifest();
    this.origins = draft.origins;
    this.puts = draft.puts();
  }

  /** The result on its way: entries in canonical order. */
  static final class Draft {
    private final Manifest base;
    private final PackedChanges changes;
    private final ManifestDraft entries;
    private final int[] origins;

    /** For each change the entry whose content it brings, -1 for others. */
    private final int[] byChange;

    Draft(Manifest base, PackedChanges changes, Scratch scratch, int mostEntries) {
      this.base = base;
      this.changes = changes;
      this.entries = new ManifestDraft(scratch);
      this.origins = new int[mostEntries];
      this.byChange = new int[changes.size()];
      Arrays.fill(byChange, -1);
    }

    void add(ManifestEntry entry, int origin) throws IOException {
      int index = entries.size();
      entries.add(entry);
      origins[index] = origin;
      int change = PathChanges.ofChange(origin);
      if (change >= 0 && entry.sizeBytes() > 0 && changes.putsFile(change)) {
        byChange[change] = index;
      }
    }

    private int[] puts() {
      return Arrays.stream(byChange).filter(entry -> entry >= 0).toArray();
    }

    TreeResult result() throws IOException {
      return new TreeResult(this);
    }
  }

  public Manifest base() {
    return base;
  }

  /** All entries; files whose content travels may have no hash yet. */
  public Manifest target() {
    return target;
  }

  /** The tree with the hashes told so far; its own hash is that of now. */
  public Manifest built() throws IOException {
    return draft.manifest();
  }

  /** Tells the hash of a file, given by its index among the entries of the target. */
  public void setHash(int entry, ContentHash hash) throws IOException {
    draft.setHash(entry, hash);
  }

  /** How many files' content travels; empty ones do not count. */
  public int puts() {
    return puts.length;
  }

  /** The index among the entries of the target of such a file, which are in the commands' order. */
  public int put(int number) {
    return puts[number];
  }

  /** Where the content of a file of the target comes from. */
  public FileOrigin originOf(int entry) {
    int origin = origins[entry];
    if (origin >= 0) {
      return new FileOrigin.OfBase(base.entries().get(origin));
    }
    int change = PathChanges.ofChange(origin);
    if (changes.putsFile(change)) {
      return FileOrigin.DATA;
    }
    TreeChange.CopyFile.Source source = ((TreeChange.CopyFile) changes.get(change)).source();
    return source instanceof TreeChange.CopyFile.OfNew it
        ? new FileOrigin.OfNew(it.path())
        : new FileOrigin.OfBase(base.files().get(((TreeChange.CopyFile.OfBase) source).index()));
  }

  /** Whether an entry of the target is a copy of one whose content travels. */
  public boolean isOfNew(int entry) {
    int change = PathChanges.ofChange(origins[entry]);
    return change >= 0
        && !changes.putsFile(change)
        && changes.get(change) instanceof TreeChange.CopyFile copy
        && copy.source() instanceof TreeChange.CopyFile.OfNew;
  }

  /** As {@link #isLinked(ManifestEntry, FileOrigin)}; for most files by bytes alone. */
  public boolean isLinked(int file) {
    int origin = origins[file];
    return origin >= 0
        ? target.hasAttributesOf(file, base, origin)
        : isLinked(target.entries().get(file), originOf(file));
  }

  /** Whether a file of the target can be a second name of what it comes from. */
  public boolean isLinked(ManifestEntry file, FileOrigin origin) {
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
