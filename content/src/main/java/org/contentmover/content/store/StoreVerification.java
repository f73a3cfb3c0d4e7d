package org.contentmover.content.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.core.manifest.ContentHash;

/**
 * Reads everything a store has and hashes it. What is not what it was, or is gone, is forgotten, on
 * the disk too: the store then lacks it openly, and takes it in again from whoever has it.
 *
 * <p>What the operating system does not read is not forgotten, also when it says that the disk is
 * broken there: it says the same of a disk that is away for a while, in words of any language, and
 * what is still in memory it reads even then. What is forgotten is taken away as garbage, and
 * servers may not have it any more. So a person decides: who takes the named pack away finds it
 * gone the next time, and what it had comes back from servers.
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

  /**
   * What was found.
   *
   * @param losses of packs that could be read, or are gone
   * @param unread which packs could not be read and why, for people; nothing of them is forgotten
   */
  public record Findings(List<Loss> losses, List<String> unread) {
    public Findings {
      losses = List.copyOf(losses);
      unread = List.copyOf(unread);
    }
  }

  /**
   * Looks at all of it.
   *
   * @throws IOException when what is lost cannot be noted on the disk
   */
  public Findings verify(Progress progress) throws IOException {
    ContentHold hold = store.hold();
    try {
      return verifyHeld(progress);
    } finally {
      hold.close();
    }
  }

  private Findings verifyHeld(Progress progress) throws IOException {
    List<Loss> losses = new ArrayList<>();
    Map<Path, Map<ContentHash, PackedContent>> packs = store.catalogue().byPack();
    long all = 0;
    for (Map<ContentHash, PackedContent> contents : packs.values()) {
      all += PackCopy.bytesOf(contents.values());
    }
    long read = 0;
    List<String> unread = new ArrayList<>();
    for (Map.Entry<Path, Map<ContentHash, PackedContent>> pack : packs.entrySet()) {
      try {
        List<Loss> found = verify(pack.getKey(), pack.getValue());
        if (!found.isEmpty()) {
          Set<ContentHash> lost = new HashSet<>();
          found.forEach(loss -> lost.add(loss.content()));
          store.lose(pack.getKey(), lost);
          losses.addAll(found);
        }
      } catch (PackCopy.Unreadable e) {
        unread.add(e.getMessage());
      }
      read += PackCopy.bytesOf(pack.getValue().values());
      progress.read(read, all);
    }
    return new Findings(losses, unread);
  }

  private static List<Loss> verify(Path pack, Map<ContentHash, PackedContent> contents)
      throws IOException {
    List<Loss> losses = new ArrayList<>();
    try (FileChannel source = PackCopy.open(pack)) {
      PackCopy.verify(
          source,
          contents,
          (hash, why) -> losses.add(new Loss(hash, contents.get(hash).sizeBytes(), why)));
    } catch (NoSuchFileException e) {
      contents.forEach((hash, at) -> losses.add(new Loss(hash, at.sizeBytes(), pack + " is gone")));
    }
    return losses;
  }
}
