package org.contentmover.content.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.contentmover.core.manifest.ContentHash;

/**
 * What lies where in the packs, and who relies on it.
 *
 * <p>Garbage goes in two steps. What nothing refers to is condemned: nobody finds it new any more,
 * but who began before may still read it, or refer to it. Once all those have ended it is dropped,
 * unless something refers to it now. Who asks for something condemned by its name pardons all of
 * it. So garbage collection waits for nobody, and nobody for it.
 *
 * <p>Safe for any thread; reading takes no lock.
 */
final class Catalogue {
  private final Map<ContentHash, PackedContent> contents = new ConcurrentHashMap<>();
  private volatile Map<ContentHash, PackedContent> condemned = Map.of();

  /** Of large contents, also of some that are gone. */
  private final Set<Long> largeSizes = ConcurrentHashMap.newKeySet();

  private final Set<ContentHold> holds = new HashSet<>();

  /** Counts condemnations and removals of packs; a hold knows which were before it. */
  private long moment;

  /** Keeps what is here until it is closed. */
  synchronized ContentHold hold() {
    ContentHold hold = new ContentHold(this, moment);
    holds.add(hold);
    return hold;
  }

  synchronized void release(ContentHold hold) {
    holds.remove(hold);
  }

  /** Whether somebody who began before that moment has not ended. */
  synchronized boolean isHeldFromBefore(long when) {
    return holds.stream().anyMatch(hold -> hold.since < when);
  }

  /** A moment after everything so far and before everything to come. */
  synchronized long now() {
    return ++moment;
  }

  void add(ContentHash hash, PackedContent content) {
    contents.put(hash, content);
    if (content.sizeBytes() > Intake.MOST_READ_ONCE_BYTES) {
      largeSizes.add(content.sizeBytes());
    }
  }

  /** Whether a large content of this size may be here. */
  boolean mayHaveLarge(long sizeBytes) {
    return largeSizes.contains(sizeBytes);
  }

  /** Whether it is here for whoever comes now. */
  boolean contains(ContentHash hash) {
    return contents.containsKey(hash);
  }

  /** Where it lies, also when it is condemned; null for nowhere. */
  PackedContent find(ContentHash hash) {
    PackedContent content = contents.get(hash);
    if (content == null) {
      content = condemned.get(hash);
    }
    // Pardoned between the two looks.
    return content == null ? contents.get(hash) : content;
  }

  /** Whether it is here to stay for the caller, who holds the store. */
  synchronized boolean claim(ContentHash hash) {
    if (condemned.containsKey(hash)) {
      pardon();
    }
    return contents.containsKey(hash);
  }

  private void pardon() {
    condemned.forEach(contents::putIfAbsent);
    condemned = Map.of();
  }

  boolean hasCondemned() {
    return !condemned.isEmpty();
  }

  /**
   * Condemns what is in these packs and not wanted.
   *
   * @return the moment: whoever holds the store from before it may rely on what is condemned
   */
  synchronized long condemn(Set<Path> packs, Predicate<ContentHash> wanted) {
    Map<ContentHash, PackedContent> unwanted = new HashMap<>();
    contents.forEach(
        (hash, content) -> {
          if (packs.contains(content.pack()) && !wanted.test(hash)) {
            unwanted.put(hash, content);
          }
        });
    condemned = unwanted;
    unwanted.keySet().forEach(contents::remove);
    return now();
  }

  /**
   * Forgets what is condemned and still not wanted; the rest is found again.
   *
   * @return how many contents were dropped; none when they were pardoned meanwhile
   */
  synchronized int drop(Predicate<ContentHash> wanted) {
    int dropped = 0;
    for (Map.Entry<ContentHash, PackedContent> entry : condemned.entrySet()) {
      if (wanted.test(entry.getKey())) {
        contents.putIfAbsent(entry.getKey(), entry.getValue());
      } else {
        dropped++;
      }
    }
    condemned = Map.of();
    return dropped;
  }

  /** Contents lie elsewhere from now on, unless they are gone, or found in another pack. */
  synchronized void move(Path from, Map<ContentHash, PackedContent> to) {
    to.forEach(
        (hash, place) ->
            contents.computeIfPresent(hash, (it, was) -> was.pack().equals(from) ? place : was));
  }

  /** Contents of a pack are lost. */
  synchronized void lose(Path pack, Set<ContentHash> lost) {
    Map<ContentHash, PackedContent> left = new HashMap<>(condemned);
    for (ContentHash hash : lost) {
      contents.computeIfPresent(hash, (it, at) -> at.pack().equals(pack) ? null : at);
      left.computeIfPresent(hash, (it, at) -> at.pack().equals(pack) ? null : at);
    }
    condemned = left;
  }

  /** What is in a pack, condemned or not. */
  synchronized Map<ContentHash, PackedContent> in(Path pack) {
    Map<ContentHash, PackedContent> here = new HashMap<>();
    for (Map<ContentHash, PackedContent> some : List.of(condemned, contents)) {
      some.forEach(
          (hash, at) -> {
            if (at.pack().equals(pack)) {
              here.put(hash, at);
            }
          });
    }
    return here;
  }

  /** What lies in each pack, for whoever comes now. */
  Map<Path, Map<ContentHash, PackedContent>> byPack() {
    Map<Path, Map<ContentHash, PackedContent>> packs = new HashMap<>();
    contents.forEach(
        (hash, content) ->
            packs.computeIfAbsent(content.pack(), pack -> new HashMap<>()).put(hash, content));
    return packs;
  }

  StoreSize size(long packs, long packBytes) {
    long[] contentBytes = {0};
    contents.values().forEach(content -> contentBytes[0] += content.sizeBytes());
    return new StoreSize(contents.size(), contentBytes[0], packs, packBytes);
  }
}
