package org.contentmover.content.store;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.content.disk.ParallelFiles;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * Content on its way into the store: files are hashed, packed and appended to one file, in frames
 * an assignment can take over as they are. Files are read once; large ones twice when they are new
 * and something as large was here, so that what is here already costs no disk. Nothing of it is
 * durable or part of the store before {@link #finish}; but what was taken in can be read from then
 * on.
 *
 * <p>{@link #take} works with two threads of its own; otherwise one thread.
 */
public final class Intake implements Closeable {
  private static final int THREADS = 2;
  private static final int BUFFER_BYTES = 1 << 16;

  /** What is larger is never held as a whole. */
  static final long MOST_READ_ONCE_BYTES = 1 << 22;

  /** Ends in no type that is packed already, so manifests are compressed. */
  private static final String MANIFEST_NAME = "manifest";

  private final ContentStore store;
  private final PackWriter writer;
  private final ContentHold hold;
  private final Map<ContentHash, PackedContent> contents = new ConcurrentHashMap<>();
  private final Set<Long> largeSizes = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytesRead = new AtomicLong();
  private final PackingRooms rooms;
  private boolean finished;

  /**
   * @param hold of the store, so that what is not taken in because it is here stays here; closed
   *     with the intake
   */
  Intake(ContentStore store, PackWriter writer, ContentHold hold) {
    this.store = store;
    this.writer = writer;
    this.hold = hold;
    this.rooms = new PackingRooms(store.compression().level());
  }

  /**
   * Where a file that is to be taken in can be put before; nobody else gets the name. Whoever makes
   * it deletes it; what a crash leaves is gone when the store is opened.
   */
  public Path newFile() {
    return store.incoming().resolve(UUID.randomUUID() + ".file");
  }

  /** How much can be written where the store is. */
  public long usableBytes() throws IOException {
    return store.ops().usableBytes(store.incoming());
  }

  /** Opens a file that is to be taken in. */
  @FunctionalInterface
  public interface Source {
    InputStream open(Path file) throws IOException;
  }

  /** A file to take in. */
  public interface Wanted {
    /** Its name, which tells its type. */
    String path();

    Path file();

    /** As it was seen; another one is not an error here. */
    long sizeBytes();
  }

  /** Is told how it went, for each file once; by several threads. */
  public interface Results {
    /** A file was read. */
    void taken(Wanted file, long bytesRead, ContentHash sha256);

    /** A file could not be read. */
    void failed(Wanted file, IOException why);
  }

  /**
   * Reads files, tells the hash of each, and takes in what is not in the store.
   *
   * @param files asked for while others are read, by one thread at a time
   * @throws IOException when the store cannot be written
   */
  public void take(Iterator<? extends Wanted> files, Source source, Results results)
      throws IOException {
    ParallelFiles.forEach(
        () -> new FrameGroups(files, store.compression()),
        THREADS,
        group -> {
          if (group.size() == 1 && group.get(0).sizeBytes() > MOST_READ_ONCE_BYTES) {
            takeLarge(group.get(0), source, results);
          } else {
            takeGroup(group, source, results);
          }
        });
  }

  /** A content in a frame that is not written yet. */
  private record Grouped(ContentHash sha256, int offset, int length) {}

  private void takeGroup(List<Wanted> group, Source source, Results results) throws IOException {
    try (PackingRooms.Room room = rooms.take()) {
      long groupBytes = group.stream().mapToLong(Wanted::sizeBytes).sum();
      byte[] buffer = room.content((int) groupBytes + 1);
      List<Grouped> grouped = new ArrayList<>();
      MessageDigest digest = ContentHash.newDigest();
      int end = 0;
      for (Wanted file : group) {
        int length;
        try (InputStream in = source.open(file.file())) {
          length = in.readNBytes(buffer, end, buffer.length - end);
        } catch (IOException e) {
          results.failed(file, e);
          continue;
        }
        bytesRead.addAndGet(length);
        digest.update(buffer, end, length);
        ContentHash hash = ContentHash.of(digest.digest());
        results.taken(file, length, hash);
        // A file that grew is told so by its length, and must not take its neighbours' room.
        if (length == file.sizeBytes() && isNew(hash)) {
          grouped.add(new Grouped(hash, end, length));
          end += length;
        }
      }
      append(group.get(0).path(), room, end, grouped);
    }
  }

  /** Whether this content is to be written; only the first to ask hears so. */
  private boolean isNew(ContentHash hash) {
    return !store.contains(hash) && contents.putIfAbsent(hash, ContentStore.ON_ITS_WAY) == null;
  }

  private void append(String name, PackingRooms.Room room, int length, List<Grouped> grouped)
      throws IOException {
    if (grouped.isEmpty()) {
      return;
    }
    int packedBytes = packing(name) == Packing.ZSTD ? room.pack(length) : length;
    Packing packing = FirstLook.isWorth(length, packedBytes) ? Packing.ZSTD : Packing.STORED;
    int frameBytes = packing == Packing.ZSTD ? packedBytes : length;
    byte[] frame = packing == Packing.ZSTD ? room.frame() : room.content(length);
    PackWriter.Frame at = writer.append(out -> out.write(frame, 0, frameBytes));
    for (Grouped it : grouped) {
      contents.put(
          it.sha256(),
          new PackedContent(
              writer.pack(), at.offset(), at.bytes(), length, packing, it.offset(), it.length()));
    }
  }

  /** What a large file was when it was read. */
  private record Read(ContentHash sha256, long length) {
    boolean isAll(Wanted file) {
      return length == file.sizeBytes();
    }
  }

  /** A large file in the pack, whether or not that is to count. */
  private record Appended(Read read, PackWriter.Frame at, Packing packing) {}

  private void takeLarge(Wanted file, Source source, Results results) throws IOException {
    Read read;
    try {
      if (isFirstOfItsSize(file)) {
        Appended appended = append(file, source);
        read = appended.read();
        if (read.isAll(file) && isNew(read.sha256())) {
          keep(appended);
        }
      } else {
        read = read(file, source);
        if (read.isAll(file) && isNew(read.sha256())) {
          appendAgain(file, source, read.sha256());
        }
      }
    } catch (SourceFailure e) {
      results.failed(file, e.why);
      return;
    }
    bytesRead.addAndGet(read.length());
    results.taken(file, read.length(), read.sha256());
  }

  /** Whether nothing large of this size is here, or came before in this intake. */
  private boolean isFirstOfItsSize(Wanted file) {
    return largeSizes.add(file.sizeBytes()) && !store.mayHaveLarge(file.sizeBytes());
  }

  private static Read read(Wanted file, Source source) throws IOException {
    try (InputStream in = open(file, source)) {
      return copy(in, OutputStream.nullOutputStream());
    }
  }

  private Appended append(Wanted file, Source source) throws IOException {
    Packing packing = look(file, source);
    Read[] read = new Read[1];
    PackWriter.Frame at =
        writer.append(
            out -> {
              try (InputStream in = open(file, source);
                  OutputStream target = packed(out, packing)) {
                read[0] = copy(in, target);
              }
            });
    return new Appended(read[0], at, packing);
  }

  private void appendAgain(Wanted file, Source source, ContentHash hash) throws IOException {
    try {
      Appended again = append(file, source);
      if (!again.read().sha256().equals(hash)) {
        throw new SourceFailure(
            new IOException(
                "\"" + file.path() + "\" changed while it was read; scan again when it is quiet"));
      }
      keep(again);
    } catch (SourceFailure e) {
      contents.remove(hash);
      throw e;
    }
  }

  private Packing look(Wanted file, Source source) throws IOException {
    if (packing(file.path()) == Packing.STORED) {
      return Packing.STORED;
    }
    try (InputStream in = source.open(file.file())) {
      return FirstLook.isWorthCompressing(in, file.sizeBytes()) ? Packing.ZSTD : Packing.STORED;
    } catch (IOException e) {
      throw new SourceFailure(e);
    }
  }

  private Packing packing(String name) {
    return store.compression().compresses(name) ? Packing.ZSTD : Packing.STORED;
  }

  private OutputStream packed(OutputStream out, Packing packing) throws IOException {
    return packing == Packing.ZSTD ? new ZstdOutputStream(out, store.compression().level()) : out;
  }

  /** Notes a content that has a frame of its own. */
  private void keep(ContentHash hash, PackWriter.Frame at, Packing packing, long length) {
    contents.put(
        hash,
        new PackedContent(writer.pack(), at.offset(), at.bytes(), length, packing, 0, length));
  }

  private void keep(Appended large) {
    keep(large.read().sha256(), large.at(), large.packing(), large.read().length());
  }

  private static Read copy(InputStream in, OutputStream target) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long length = 0;
    for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
      digest.update(buffer, 0, read);
      target.write(buffer, 0, read);
      length += read;
    }
    return new Read(ContentHash.of(digest.digest()), length);
  }

  /** Not the store failed, but what is taken in. */
  private static final class SourceFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final IOException why;

    SourceFailure(IOException why) {
      super(why);
      this.why = why;
    }
  }

  private static InputStream open(Wanted file, Source source) throws SourceFailure {
    try {
      return source.open(file.file());
    } catch (IOException e) {
      throw new SourceFailure(e);
    }
  }

  private static int read(InputStream in, byte[] buffer) throws SourceFailure {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new SourceFailure(e);
    }
  }

  /** Whether this content is neither in the store nor taken in here. */
  public boolean lacks(ContentHash hash) {
    return !store.contains(hash) && !contents.containsKey(hash);
  }

  /** Takes in the manifest of the tree whose content this is; a large one is never held twice. */
  public void add(Manifest manifest) throws IOException {
    if (isNew(manifest.hash())) {
      Packing packing = packing(MANIFEST_NAME);
      PackWriter.Frame at =
          writer.append(
              out -> {
                try (OutputStream target = packed(out, packing)) {
                  manifest.writeTo(target);
                }
              });
      keep(manifest.hash(), at, packing, manifest.lengthBytes());
    }
  }

  /** Where a content lies that was taken in here; null for none. */
  PackedContent find(ContentHash hash) {
    PackedContent content = contents.get(hash);
    return ContentStore.ON_ITS_WAY.equals(content) ? null : content;
  }

  /**
   * Makes everything taken in part of the store; durable when it returns. Where contents lie
   * changes by that.
   */
  public void finish() throws IOException {
    contents.values().removeIf(ContentStore.ON_ITS_WAY::equals);
    if (!contents.isEmpty()) {
      writer.finish(contents);
      store.adopt(this, writer.directory());
    }
    finished = true;
  }

  Map<ContentHash, PackedContent> contents() {
    return contents;
  }

  public long objectsAdded() {
    return contents.size();
  }

  public long bytesRead() {
    return bytesRead.get();
  }

  public long bytesStored() {
    return writer.position();
  }

  /** Gives up what was not finished, or added nothing. */
  @Override
  public void close() throws IOException {
    try {
      if (!finished || contents.isEmpty()) {
        store.forget(this, writer.pack());
        writer.discard();
      }
      writer.close();
    } finally {
      rooms.close();
      hold.close();
    }
  }
}
