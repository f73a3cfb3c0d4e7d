package org.contentmover.content.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Takes away content nothing refers to. What a name points to, by a reference of the store or by
 * one the caller knows, stays with all its files; so does whatever somebody relies on who began
 * before (see {@link ContentHold}). Packs with little left are written anew; each is taken away
 * only once the new one is on the disk, in one step. A crash at any point costs space until the
 * next collection, and nothing else.
 *
 * <p>Safe for any thread, one collection at a time. Takes the time of reading all manifests, and of
 * copying what is left of packs that are written anew.
 */
public final class GarbageCollection {
  /** A pack is written anew when less of it is in use. */
  private static final double LITTLE = 0.5;

  private final ContentStore store;
  private final FileSystemOps ops;
  private final Catalogue catalogue;
  private final List<Retired> retired = new ArrayList<>();
  private long condemnedAt;

  public GarbageCollection(ContentStore store) {
    this.store = store;
    this.ops = store.ops();
    this.catalogue = store.catalogue();
  }

  /** Manifests that are needed, beside those the store's references point to. */
  @FunctionalInterface
  public interface Roots {
    /** What needs it, for people, and the manifest's hash; asked again in each collection. */
    Map<String, ContentHash> manifests() throws IOException;
  }

  /**
   * What a collection did.
   *
   * @param waits somebody still reads what is to go: the next collection goes on
   * @param contentsDropped contents nothing referred to
   * @param packsRemoved packs that are gone from the disk
   * @param packsRewritten packs of which what is needed was written anew
   * @param bytesFreed on the disk; what was written anew is taken off
   * @param damaged packs left as they are, because what is needed of them is gone or cannot be read
   */
  public record Collected(
      boolean waits,
      int contentsDropped,
      int packsRemoved,
      int packsRewritten,
      long bytesFreed,
      List<Path> damaged) {}

  /** A pack nothing points to any more, and since when. */
  private record Retired(Path pack, long since) {}

  private static final class Tally {
    private int dropped;
    private int removed;
    private int rewritten;
    private long freed;
    private final List<Path> damaged = new ArrayList<>();

    Collected result(boolean waits) {
      return new Collected(waits, dropped, removed, rewritten, freed, List.copyOf(damaged));
    }
  }

  /**
   * One collection.
   *
   * @throws IOException when a manifest that is needed cannot be read, or the disk fails; nothing
   *     that is needed was touched
   */
  public synchronized Collected collect(Roots roots) throws IOException {
    Tally tally = new Tally();
    removeRetired(tally);
    // Before anything is asked: packs that come later are not looked at.
    Set<Path> packs = new HashSet<>(store.complete());
    Map<String, ContentHash> named = Map.of();
    Set<ContentHash> needed = Set.of();
    if (!catalogue.hasCondemned()) {
      named = named(roots);
      needed = needed(named);
      condemnedAt = catalogue.condemn(packs, needed::contains);
    }
    if (catalogue.hasCondemned()) {
      if (catalogue.isHeldFromBefore(condemnedAt)) {
        return tally.result(true);
      }
      // Who relied on something condemned has ended; what came of it has a name by now.
      Map<String, ContentHash> namedNow = named(roots);
      Set<ContentHash> neededNow = namedNow.equals(named) ? needed : needed(namedNow);
      tally.dropped = catalogue.drop(neededNow::contains);
    }
    sweep(packs, tally);
    removeRetired(tally);
    return tally.result(!retired.isEmpty());
  }

  private Map<String, ContentHash> named(Roots roots) throws IOException {
    Map<String, ContentHash> named = new TreeMap<>(store.refs().list(""));
    roots.manifests().forEach(named::put);
    return named;
  }

  private Set<ContentHash> needed(Map<String, ContentHash> named) throws IOException {
    Set<ContentHash> needed = new HashSet<>();
    Set<ContentHash> read = new HashSet<>();
    for (Map.Entry<String, ContentHash> name : named.entrySet()) {
      if (read.add(name.getValue())) {
        needed.add(name.getValue());
        for (ManifestEntry entry : manifest(name.getKey(), name.getValue())) {
          if (entry.isFile()) {
            needed.add(entry.sha256());
          }
        }
      }
    }
    return needed;
  }

  private Manifest manifest(String name, ContentHash hash) throws IOException {
    try {
      return store.manifest(hash);
    } catch (IOException e) {
      throw new IOException(
          "nothing was removed, because the list of files of "
              + name
              + " cannot be read, and what it needs is not known: "
              + e.getMessage(),
          e);
    }
  }

  private void sweep(Set<Path> packs, Tally tally) throws IOException {
    Map<Path, Map<ContentHash, PackedContent>> used = catalogue.byPack();
    for (Path pack : packs) {
      Map<ContentHash, PackedContent> left = used.getOrDefault(pack, Map.of());
      Path index = pack.resolveSibling(PackWriter.INDEX);
      if (left.isEmpty()) {
        retire(pack);
      } else if (Files.notExists(pack) || Files.notExists(index)) {
        tally.damaged.add(pack);
      } else if (PackCopy.bytesOf(left.values()) < LITTLE * size(pack)) {
        rewrite(pack, left, tally);
      } else if (PackIndex.entries(Files.size(index)) > left.size()) {
        store.writeIndex(pack);
      }
    }
  }

  private void rewrite(Path pack, Map<ContentHash, PackedContent> left, Tally tally)
      throws IOException {
    Map<ContentHash, PackedContent> copied;
    Path written;
    PackWriter writer = store.newPack();
    try {
      copied = new PackCopy(writer, store.compression()).copy(pack, left);
      writer.finish(copied);
      written = store.install(writer.directory());
    } catch (PackCopy.Damaged | PackCopy.Unreadable e) {
      writer.discard();
      tally.damaged.add(pack);
      return;
    } catch (IOException e) {
      writer.discard();
      throw e;
    }
    Map<ContentHash, PackedContent> installed = new HashMap<>();
    copied.forEach((hash, content) -> installed.put(hash, content.in(written)));
    catalogue.move(pack, installed);
    store.complete().add(written);
    tally.rewritten++;
    tally.freed -= bytes(written);
    retire(pack);
  }

  private void retire(Path pack) {
    store.complete().remove(pack);
    retired.add(new Retired(pack, catalogue.now()));
  }

  /** Takes packs away that nobody can be reading any more. */
  private void removeRetired(Tally tally) throws IOException {
    for (Iterator<Retired> all = retired.iterator(); all.hasNext(); ) {
      Retired next = all.next();
      if (Files.notExists(next.pack().getParent())) {
        all.remove(); // Somebody was faster, whose disk is broken there say.
      } else if (!catalogue.isHeldFromBefore(next.since())) {
        long bytes = bytes(next.pack());
        Path directory = next.pack().getParent();
        // In one step: a pack without its index would be damage.
        Path out = store.incoming().resolve(directory.getFileName());
        ops.rename(directory, out);
        all.remove();
        ops.sync(directory.getParent());
        Trees.deleteRecursively(ops, out);
        tally.removed++;
        tally.freed += bytes;
      }
    }
  }

  private static long bytes(Path pack) throws IOException {
    return size(pack) + size(pack.resolveSibling(PackWriter.INDEX));
  }

  /** 0 for what is lost. */
  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
