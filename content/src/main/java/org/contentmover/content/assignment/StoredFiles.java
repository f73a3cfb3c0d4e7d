package org.contentmover.content.assignment;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.PackOrder;
import org.contentmover.content.store.PackedContent;
import org.contentmover.content.store.Packing;
import org.contentmover.content.store.SmallContents;
import org.contentmover.core.manifest.ContentHash;

/**
 * Contents of the store, to be read from anywhere in them. Small ones are held in memory while they
 * are open; large ones that are compressed are unpacked into files of their own, the last of which
 * stay: a content is looked at when what it resembles is searched, and read once more when it is
 * packed. Safe for any thread.
 */
final class StoredFiles implements Closeable {
  /** Files of one directory lie in a few frames: those of their types. */
  private static final int FRAMES_HELD = 16;

  /** A large file is read piece by piece, beside what it resembles, by two threads. */
  private static final int LEAST_UNPACKED_FILES = 8;

  /** More files than the least stay when they take no more than this. */
  private static final long MOST_UNPACKED_BYTES = 256L << 20;

  private final ContentStore store;
  private final Path unpackedPrefix;
  private final SmallContents contents;
  private final Map<ContentHash, Path> unpacked = new LinkedHashMap<>(16, 0.75f, true);
  private long unpackedCount;
  private long unpackedBytes;

  /**
   * Opens nothing yet.
   *
   * @param unpackedPrefix path and beginning of the names of files it makes
   */
  StoredFiles(ContentStore store, Path unpackedPrefix) {
    this.store = store;
    this.unpackedPrefix = unpackedPrefix;
    this.contents = new SmallContents(store, FRAMES_HELD);
  }

  /**
   * Opens a content.
   *
   * @throws IOException when there is none, or it is damaged as far as that was looked at
   */
  ReadableFile open(ContentHash hash) throws IOException {
    PackedContent content = store.find(hash);
    if (content.sizeBytes() <= PackOrder.MAX_GROUPED_FILE_BYTES) {
      synchronized (contents) {
        return ReadableFile.of(contents.read(hash));
      }
    }
    if (content.packing() == Packing.STORED) {
      long offset = content.frameOffset() + content.offsetInFrame();
      return new Part(ReadableFile.of(content.pack()), offset, content.sizeBytes());
    }
    return unpacked(hash);
  }

  /** What is thrown out while it is still open stays readable until it is closed. */
  private ReadableFile unpacked(ContentHash hash) throws IOException {
    synchronized (unpacked) {
      Path file = unpacked.get(hash);
      if (file == null) {
        file =
            unpackedPrefix.resolveSibling(
                unpackedPrefix.getFileName() + Long.toString(unpackedCount++));
        try (InputStream in = store.read(hash)) {
          unpackedBytes += Files.copy(in, file);
        } catch (IOException e) {
          Files.deleteIfExists(file);
          throw e;
        }
        unpacked.put(hash, file);
      }
      Iterator<Path> eldest = unpacked.values().iterator();
      while (unpacked.size() > LEAST_UNPACKED_FILES && unpackedBytes > MOST_UNPACKED_BYTES) {
        Path out = eldest.next();
        unpackedBytes -= Files.size(out);
        Files.delete(out);
        eldest.remove();
      }
      return ReadableFile.of(file);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (unpacked) {
      for (Path file : unpacked.values()) {
        Files.deleteIfExists(file);
      }
      unpacked.clear();
    }
  }

  private record Part(ReadableFile pack, long start, long size) implements ReadableFile {
    @Override
    public int read(long offset, byte[] into, int from, int length) throws IOException {
      if (offset >= size) {
        return -1;
      }
      return pack.read(start + offset, into, from, (int) Math.min(length, size - offset));
    }

    @Override
    public void close() throws IOException {
      pack.close();
    }
  }
}
