package org.contentmover.content.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.core.manifest.ContentHash;

/**
 * Reads everything a store has and hashes it. What is not what it was is forgotten, on the disk
 * too: the store then lacks it openly, and takes it in again from whoever has it.
 *
 * <p>One thread at a time; other work goes on meanwhile. Memory: a frame, and some bytes for each
 * content of a pack.
 */
public final class StoreVerification {
  private final ContentStore store;

  public StoreVerification(ContentStore store) {
    this.store = store;
  }

  /** Is told how far it is. */
  @FunctionalInterface
  public interface Progress {
    void read(long bytes, long ofBytes);
  }

  /**
   * Something that was in the store and is not any more.
   *
   * @param why what was found, for people
   */
  public record Loss(ContentHash content, long sizeBytes, String why) {}

  /** What is lost. */
  public List<Loss> verify(Progress progress) throws IOException {
    ContentHold hold = store.hold();
    try {
      return verifyHeld(progress);
    } finally {
      hold.close();
    }
  }

  private List<Loss> verifyHeld(Progress progress) throws IOException {
    List<Loss> losses = new ArrayList<>();
    Map<Path, Map<ContentHash, PackedContent>> packs = store.catalogue().byPack();
    long all = 0;
    for (Map<ContentHash, PackedContent> contents : packs.values()) {
      all += PackCopy.bytesOf(contents.values());
    }
    long read = 0;
    for (Map.Entry<Path, Map<ContentHash, PackedContent>> pack : packs.entrySet()) {
      List<Loss> found = verify(pack.getKey(), pack.getValue());
      if (!found.isEmpty()) {
        Set<ContentHash> lost = new HashSet<>();
        found.forEach(loss -> lost.add(loss.content()));
        store.lose(pack.getKey(), lost);
        losses.addAll(found);
      }
      read += PackCopy.bytesOf(pack.getValue().values());
      progress.read(read, all);
    }
    return losses;
  }

  private static List<Loss> verify(Path pack, Map<ContentHash, PackedContent> contents) {
    List<Loss> losses = new ArrayList<>();
    try (FileChannel source = FileChannel.open(pack, StandardOpenOption.READ)) {
      PackCopy.verify(
          source,
          contents,
          (hash, why) -> losses.add(new Loss(hash, contents.get(hash).sizeBytes(), why)));
    } catch (NoSuchFileException e) {
      contents.forEach((hash, at) -> losses.add(new Loss(hash, at.sizeBytes(), pack + " is gone")));
    } catch (IOException e) {
      contents.forEach(
          (hash, at) ->
              losses.add(
                  new Loss(hash, at.sizeBytes(), pack + " cannot be read: " + e.getMessage())));
    }
    return losses;
  }
}
