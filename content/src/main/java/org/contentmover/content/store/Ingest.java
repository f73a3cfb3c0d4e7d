package org.contentmover.content.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.core.manifest.ContentHash;

/**
 * Objects on their way into the store. They are written apart, synced all at once, and only then
 * get their names among the objects: a crash can leave rubbish here, never a half object there.
 *
 * <p>{@link #add} is safe for several threads; {@link #finish} ends it.
 */
final class Ingest implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileSystemOps ops;
  private final ObjectFiles objects;
  private final CompressionPolicy compression;
  private final Path incoming;
  private final Map<ContentHash, Packing> added = new ConcurrentHashMap<>();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong bytesStored = new AtomicLong();

  Ingest(FileSystemOps ops, ObjectFiles objects, CompressionPolicy compression, Path incoming)
      throws IOException {
    this.ops = ops;
    this.objects = objects;
    this.compression = compression;
    this.incoming = incoming;
    ops.createDirectory(incoming);
  }

  /**
   * Takes in an object unless it is here already. Two threads must not add the same hash at once.
   *
   * @param content closed when this returns
   * @param name tells the type, for compression
   * @throws IOException as well when the content is not that of the hash
   */
  void add(ContentHash hash, String name, InputStream content) throws IOException {
    Packing packing = compression.compresses(name) ? Packing.ZSTD : Packing.STORED;
    Path file = incoming.resolve(hash.hex());
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = content;
        OutputStream out = ops.createFile(file)) {
      byte[] start = in.readNBytes(BUFFER_BYTES);
      if (start.length < BUFFER_BYTES) {
        // Most files of a site are small: packed in one go, they cost a fraction of a stream.
        digest.update(start);
        bytesRead.addAndGet(start.length);
        out.write(packing == Packing.ZSTD ? Zstd.compress(start, compression.level()) : start);
      } else {
        pack(new SequenceInputStream(new ByteArrayInputStream(start), in), digest, out, packing);
      }
    }
    if (!ContentHash.of(digest.digest()).equals(hash)) {
      throw new IOException(
          "\"" + name + "\" is not what it was when it was scanned; scan again when it is quiet");
    }
    bytesStored.addAndGet(Files.size(file));
    added.put(hash, packing);
  }

  private void pack(InputStream in, MessageDigest digest, OutputStream file, Packing packing)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out =
        packing == Packing.ZSTD ? new ZstdOutputStream(file, compression.level()) : file) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        bytesRead.addAndGet(read);
      }
    }
  }

  /** Makes everything added part of the store; durable when it returns. */
  void finish() throws IOException {
    if (added.isEmpty()) {
      return;
    }
    ops.syncFileSystem(incoming);
    TreeSet<Path> directories = new TreeSet<>();
    added.forEach((hash, packing) -> directories.add(objects.file(hash, packing).getParent()));
    for (Path directory : directories) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        ops.createDirectory(directory);
      }
    }
    for (Map.Entry<ContentHash, Packing> object : added.entrySet()) {
      ops.rename(
          incoming.resolve(object.getKey().hex()),
          objects.file(object.getKey(), object.getValue()));
    }
    ops.syncFileSystem(objects.directory());
  }

  long objectsAdded() {
    return added.size();
  }

  long bytesRead() {
    return bytesRead.get();
  }

  long bytesStored() {
    return bytesStored.get();
  }

  @Override
  public void close() throws IOException {
    Trees.deleteRecursively(ops, incoming);
  }
}
