package org.contentmover.content.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.ParallelFiles;
import org.contentmover.content.disk.Trees;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * All content the CCM knows, by hash: each object once, compressed once (VC-1, CM-4). A manifest is
 * an object like any other, so a reference to a tree is one hash.
 *
 * <p>Safe for any thread; one process at a time, which a lock file sees to. Objects never change.
 */
public final class ContentStore implements Closeable {
  private static final int INGEST_THREADS = 2;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Ends in no type that is packed already, so manifests are compressed. */
  private static final String MANIFEST_NAME = "manifest";

  private final FileSystemOps ops;
  private final CompressionPolicy compression;
  private final Path incoming;
  private final ObjectFiles objects;
  private final FileRefs refs;
  private final FileChannel lock;

  private ContentStore(
      FileSystemOps ops, CompressionPolicy compression, Path root, FileChannel lock)
      throws IOException {
    this.ops = ops;
    this.compression = compression;
    this.lock = lock;
    this.incoming = root.resolve("incoming");
    this.objects = new ObjectFiles(root.resolve("objects"));
    this.refs = new FileRefs(ops, root.resolve("refs"), objects);
    Trees.deleteRecursively(ops, incoming);
    for (Path directory : new Path[] {incoming, objects.directory(), root.resolve("refs")}) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        ops.createDirectory(directory);
      }
    }
    ops.sync(root);
  }

  /** Opens the store in a directory, or makes a new one; removes what a crash left half done. */
  public static ContentStore open(Path root) throws IOException {
    return open(root, CompressionPolicy.DEFAULT, FileSystemOps.REAL);
  }

  /** As {@link #open(Path)}, with a policy of one's own. */
  public static ContentStore open(Path root, CompressionPolicy compression, FileSystemOps ops)
      throws IOException {
    Path absolute = root.toAbsolutePath();
    Files.createDirectories(absolute);
    FileChannel lock =
        FileChannel.open(
            absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean opened = false;
    try {
      requireLock(lock, absolute);
      ContentStore store = new ContentStore(ops, compression, absolute, lock);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static void requireLock(FileChannel channel, Path root) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer.
    }
    throw new IOException(
        "content store " + root + " is in use; one process may open it at a time");
  }

  /**
   * Takes in what of a scanned tree is not here yet, and the manifest itself; durable when it
   * returns.
   */
  public IngestResult ingest(Manifest manifest, Path treeRoot) throws IOException {
    try (Ingest ingest = newIngest()) {
      ParallelFiles.forEach(
          missing(manifest),
          INGEST_THREADS,
          entry ->
              ingest.add(
                  entry.sha256(),
                  entry.path(),
                  Files.newInputStream(treeRoot.resolve(entry.path()), LinkOption.NOFOLLOW_LINKS)));
      addManifest(ingest, manifest);
      ingest.finish();
      return new IngestResult(
          manifest.hash(), ingest.objectsAdded(), ingest.bytesRead(), ingest.bytesStored());
    }
  }

  private Ingest newIngest() throws IOException {
    return new Ingest(ops, objects, compression, incoming.resolve(UUID.randomUUID().toString()));
  }

  /** One entry for each content that is not here. */
  private Collection<ManifestEntry> missing(Manifest manifest) {
    Map<ContentHash, ManifestEntry> missing = new LinkedHashMap<>();
    for (ManifestEntry entry : manifest) {
      if (entry.isFile()
          && !missing.containsKey(entry.sha256())
          && !objects.contains(entry.sha256())) {
        missing.put(entry.sha256(), entry);
      }
    }
    return missing.values();
  }

  private void addManifest(Ingest ingest, Manifest manifest) throws IOException {
    if (!objects.contains(manifest.hash())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      manifest.writeTo(bytes);
      ingest.add(manifest.hash(), MANIFEST_NAME, new ByteArrayInputStream(bytes.toByteArray()));
    }
  }

  public boolean contains(ContentHash hash) {
    return objects.contains(hash);
  }

  /**
   * Where an object lies, packed as it is.
   *
   * @throws IOException when there is no such object
   */
  public StoredObject object(ContentHash hash) throws IOException {
    return objects.find(hash).orElseThrow(() -> new IOException("the store has no object " + hash));
  }

  /**
   * The unpacked bytes of an object; the stream fails at its end when they do not hash to the
   * object's name.
   *
   * @throws IOException when there is no such object
   */
  public InputStream read(ContentHash hash) throws IOException {
    StoredObject object = object(hash);
    InputStream file = new BufferedInputStream(Files.newInputStream(object.file()), BUFFER_BYTES);
    try {
      InputStream content = object.packing() == Packing.ZSTD ? new ZstdInputStream(file) : file;
      return new VerifyingInputStream(content, hash, "object " + hash + " of the store");
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * As {@link #read}, for an object small enough to be held in memory.
   *
   * @param sizeBytes what the object has unpacked
   * @throws IOException as well when it has another size
   */
  public byte[] readWhole(ContentHash hash, int sizeBytes) throws IOException {
    StoredObject object = object(hash);
    byte[] packed = Files.readAllBytes(object.file());
    byte[] content;
    try {
      content = object.packing() == Packing.ZSTD ? Zstd.decompress(packed, sizeBytes) : packed;
    } catch (ZstdException e) {
      throw new IOException("object " + hash + " of the store is damaged: " + e.getMessage(), e);
    }
    if (content.length != sizeBytes || !ContentHash.sha256(content).equals(hash)) {
      throw new IOException("object " + hash + " of the store is damaged");
    }
    return content;
  }

  /**
   * A manifest taken in before.
   *
   * @throws IOException when there is none of that hash
   */
  public Manifest manifest(ContentHash hash) throws IOException {
    if (hash.equals(Manifest.EMPTY.hash())) {
      return Manifest.EMPTY;
    }
    try (InputStream in = new BufferedInputStream(read(hash), BUFFER_BYTES)) {
      return Manifest.readFrom(in);
    }
  }

  /**
   * The named references to manifests, for example the shadow of each hosted site and content
   * group.
   */
  public Refs refs() {
    return refs;
  }

  /** How files are compressed on their way into the store, and again into assignments. */
  public CompressionPolicy compression() {
    return compression;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
