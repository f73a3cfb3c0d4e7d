package org.contentmover.content.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.contentmover.content.disk.SectionInputStream;
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
      frame = unpack(content, hash);
      held.put(place, frame);
    }
    int from = (int) content.offsetInFrame();
    byte[] bytes = Arrays.copyOfRange(frame, from, from + (int) content.sizeBytes());
    if (!ContentHash.sha256(bytes).equals(hash)) {
      throw damaged(hash, null);
    }
    return bytes;
  }

  private static byte[] unpack(PackedContent content, ContentHash hash) throws IOException {
    byte[] packed;
    try (FileChannel pack = FileChannel.open(content.pack(), StandardOpenOption.READ)) {
      int length = (int) content.frameBytes();
      packed = new SectionInputStream(pack, content.frameOffset(), length).readNBytes(length);
    }
    if (content.packing() == Packing.STORED) {
      return packed;
    }
    try {
      return Zstd.decompress(packed, (int) content.frameContentBytes());
    } catch (ZstdException e) {
      throw damaged(hash, e);
    }
  }

  private static IOException damaged(ContentHash hash, Exception cause) {
    return new IOException("content " + hash + " of the store is damaged", cause);
  }
}
