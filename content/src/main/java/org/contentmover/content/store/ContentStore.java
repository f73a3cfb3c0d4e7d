package org.contentmover.content.store;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.SectionInputStream;
import org.contentmover.content.disk.Trees;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * All content the CCM knows, by hash: each once, compressed once (VC-1, CM-4). A manifest is a
 * content like any other, so a reference to a tree is one hash. What was taken in at once lies in
 * one file, a pack: {@code packs/<id>/pack} with its index; a publish costs two files, however many
 * it has. {@link GarbageCollection} takes away what nothing refers to any more.
 *
 * <p>Safe for any thread; one process at a time, which a lock file sees to. A pack never changes,
 * but for its index, which forgets what is garbage; with a {@link ContentHold} it stays where it
 * is. Memory: some 150 bytes for each content.
 */
public final class ContentStore implements Closeable {
  private static final System.Logger LOG = System.getLogger(ContentStore.class.getName());
  private static final int BUFFER_BYTES = 1 << 16;

  /** Stands for a content that an intake is about to write. */
  static final PackedContent ON_ITS_WAY =
      new PackedContent(Path.of(""), 0, 0, 0, Packing.STORED, 0, 0);

  private final FileSystemOps ops;
  private final CompressionPolicy compression;
  private final Path incoming;
  private final Path packs;
  private final Path damaged;
  private final Catalogue catalogue = new Catalogue();

  /** Complete packs, each once all it has is in the catalogue. */
  private final Set<Path> complete = ConcurrentHashMap.newKeySet();

  private final Set<Intake> intakes = ConcurrentHashMap.newKeySet();

  /** Packs of which nothing was read since this process wrote them. */
  private final Set<Path> fresh = ConcurrentHashMap.newKeySet();

  /** Held while an index is written. */
  private final Object indexes = new Object();

  private final FileRefs refs;
  private final FileChannel lock;

  private ContentStore(
      FileSystemOps ops, CompressionPolicy compression, Path root, FileChannel lock)
      throws IOException {
    this.ops = ops;
    this.compression = compression;
    this.lock = lock;
    this.incoming = root.resolve("incoming");
    this.packs = root.resolve("packs");
    this.damaged = root.resolve("damaged");
    this.refs = new FileRefs(ops, root.resolve("refs"), catalogue);
    Trees.deleteRecursively(ops, incoming);
    for (Path directory : new Path[] {incoming, packs, damaged, root.resolve("refs")}) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        ops.createDirectory(directory);
      }
    }
    ops.sync(root);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(packs)) {
      for (Path pack : all) {
        readIndex(pack);
      }
    }
  }

  /** What is damaged is lost; what cannot be read is not, and without it nothing may be decided. */
  private void readIndex(Path pack) throws IOException {
    if (Files.isRegularFile(pack, LinkOption.NOFOLLOW_LINKS)) {
      setAside(pack, new PackCopy.Damaged(pack + " is no pack of the content store", null));
      return;
    }
    Path file = pack.resolve(PackWriter.PACK);
    Map<ContentHash, PackedContent> contents = new HashMap<>();
    try {
      PackIndex.read(pack.resolve(PackWriter.INDEX), file, contents::put);
    } catch (PackCopy.Damaged e) {
      setAside(pack, e);
      return;
    }
    contents.forEach(catalogue::add);
    complete.add(file);
  }

  private void setAside(Path pack, PackCopy.Damaged why) throws IOException {
    LOG.log(
        System.Logger.Level.ERROR,
        "A pack of the content store is set aside into " + damaged + "; verify the store",
        why);
    ops.rename(pack, damaged.resolve(pack.getFileName()));
    ops.sync(damaged);
    ops.sync(packs);
  }

  /** Packs of which nothing can be read, because it cannot be told what is in them. */
  public List<Path> setAside() throws IOException {
    try (Stream<Path> all = Files.list(damaged)) {
      return all.sorted().toList();
    }
  }

  /** Nothing that was in packs set aside is needed any more. */
  public void discardSetAside() throws IOException {
    for (Path pack : setAside()) {
      Trees.deleteRecursively(ops, pack);
    }
  }

  /** Contents are not what they were: the store has them no more, on the disk neither. */
  void lose(Path pack, Set<ContentHash> lost) throws IOException {
    synchronized (indexes) {
      // First on the disk: otherwise a restart finds again what was not to be trusted.
      writeIndex(pack, lost);
      catalogue.lose(pack, lost);
    }
  }

  /** Makes the index of a pack say what the catalogue says. */
  void writeIndex(Path pack) throws IOException {
    synchronized (indexes) {
      writeIndex(pack, Set.of());
    }
  }

  private void writeIndex(Path pack, Set<ContentHash> without) throws IOException {
    Map<ContentHash, PackedContent> left = catalogue.in(pack);
    left.keySet().removeAll(without);
    Path index = pack.resolveSibling(PackWriter.INDEX);
    if (Files.exists(index, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFile.replace(ops, index, out -> PackIndex.write(out, left));
    }
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

  /** Begins to take in content; whoever asks closes it. */
  public Intake intake() throws IOException {
    PackWriter writer = newPack();
    Intake intake = new Intake(this, writer, hold());
    intakes.add(intake);
    fresh.add(writer.pack());
    return intake;
  }

  /** A pack to be written; what is not installed in the end is removed at the next start. */
  PackWriter newPack() throws IOException {
    return new PackWriter(ops, incoming.resolve(UUID.randomUUID().toString()));
  }

  /** Makes a complete and synced pack part of the store, in one step; where it lies then. */
  Path install(Path directory) throws IOException {
    Path its = packs.resolve(directory.getFileName());
    ops.rename(directory, its);
    ops.sync(packs);
    return its.resolve(PackWriter.PACK);
  }

  /** An intake is complete and synced: its pack becomes part of the store. */
  void adopt(Intake intake, Path directory) throws IOException {
    Path pack = install(directory);
    if (takeFresh(directory.resolve(PackWriter.PACK))) {
      fresh.add(pack);
    }
    intake.contents().forEach((hash, content) -> catalogue.add(hash, content.in(pack)));
    complete.add(pack);
    intakes.remove(intake);
  }

  void forget(Intake intake, Path pack) {
    intakes.remove(intake);
    fresh.remove(pack);
  }

  /**
   * Whether this process has just written a pack, and nobody asked before. Its content was hashed
   * then; what is read for the second time should be hashed again.
   */
  public boolean takeFresh(Path pack) {
    return fresh.remove(pack);
  }

  public boolean contains(ContentHash hash) {
    return catalogue.contains(hash);
  }

  /** Whether a large content of this size may be here; false when there is certainly none. */
  boolean mayHaveLarge(long sizeBytes) {
    return catalogue.mayHaveLarge(sizeBytes);
  }

  /** Keeps everything that is here until it is closed; see there. */
  public ContentHold hold() {
    return catalogue.hold();
  }

  FileSystemOps ops() {
    return ops;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Set<Path> complete() {
    return complete;
  }

  /** Where packs go on their way out, and they and files on their way in; emptied at the start. */
  Path incoming() {
    return incoming;
  }

  /**
   * Where a content lies: in the store, or in what is being taken in.
   *
   * @throws IOException when it is nowhere
   */
  public PackedContent find(ContentHash hash) throws IOException {
    PackedContent content = catalogue.find(hash);
    for (Iterator<Intake> all = intakes.iterator(); content == null && all.hasNext(); ) {
      content = all.next().find(hash);
    }
    if (content == null) {
      throw new IOException("the store has no content " + hash);
    }
    return content;
  }

  /**
   * The unpacked bytes of a content; the stream fails at its end when they do not hash to its name.
   *
   * @throws IOException when there is no such content
   */
  public InputStream read(ContentHash hash) throws IOException {
    PackedContent content;
    FileChannel pack;
    ContentHold hold = hold();
    try {
      content = find(hash);
      pack = FileChannel.open(content.pack(), StandardOpenOption.READ);
    } finally {
      hold.close();
    }
    try {
      InputStream frame =
          new BufferedInputStream(
              new SectionInputStream(pack, content.frameOffset(), content.frameBytes()),
              BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
              pack.close();
            }
          };
      InputStream unpacked = content.packing() == Packing.ZSTD ? new ZstdInputStream(frame) : frame;
      unpacked.skipNBytes(content.offsetInFrame());
      return new VerifyingInputStream(
          new FirstBytes(unpacked, content.sizeBytes()), hash, "content " + hash + " of the store");
    } catch (IOException e) {
      pack.close();
      throw e;
    }
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
    ContentHold hold = hold();
    try {
      if (!catalogue.claim(hash)) {
        throw new IOException("the store has no manifest " + hash);
      }
      try (InputStream in = read(hash)) {
        byte[] bytes = new byte[Math.toIntExact(find(hash).sizeBytes())];
        in.readNBytes(bytes, 0, bytes.length);
        // At its end it is verified.
        in.read();
        return Manifest.of(ByteBuffer.wrap(bytes));
      }
    } finally {
      hold.close();
    }
  }

  /**
   * The named references to manifests, for example the shadow of each hosted site and content
   * group.
   */
  public Refs refs() {
    return refs;
  }

  /** How much there is; asks the disk for the size of each pack. */
  public StoreSize size() throws IOException {
    long bytes = 0;
    for (Path pack : complete) {
      try {
        bytes += Files.size(pack);
      } catch (NoSuchFileException e) {
        // Garbage, taken away meanwhile.
      }
    }
    return catalogue.size(complete.size(), bytes);
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
