package org.contentmover.content.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.contentmover.core.manifest.ContentHash;

/**
 * Reads small contents of the store one after the other; those that share a frame cost one reading.
 * Memory: the frames held, a mebibyte each at most. One thread.
 */
public final class SmallContents {
  private final ContentStore store;
  private final Map<Place, byte[]> held;

  /** Where a frame is; an empty one lies where the next one begins. */
  private record Place(Path pack, long offset, long bytes) {}

  /** Holds the frame read last. */
  public SmallContents(ContentStore store) {
    this(store, 1);
  }

  /** Holds the frames used last. */
  public SmallContents(ContentStore store, int framesHeld) {
    this.store = store;
    this.held =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Place, byte[]> eldest) {
            return size() > framesHeld;
          }
        };
  }

  /**
   * The bytes of a content of at most {@link PackOrder#MAX_GROUPED_FILE_BYTES}.
   *
   * @throws IOException when there is none, or it is damaged
   */
  public byte[] read(ContentHash hash) throws IOException {
    PackedContent content = store.find(hash);
    Place place = new Place(content.pack(), content.frameOffset(), content.frameBytes());
    byte[] frame = held.get(place);
    if (frame == null) {
      try (FileChannel pack = FileChannel.open(content.pack(), StandardOpenOption.READ)) {
        frame = PackCopy.unpack(pack, content);
      }
      held.put(place, frame);
    }
    byte[] bytes = PackCopy.part(frame, content);
    if (!ContentHash.sha256(bytes).equals(hash)) {
      throw new PackCopy.Damaged("content " + hash + " of the store is damaged", null);
    }
    return bytes;
  }
}
