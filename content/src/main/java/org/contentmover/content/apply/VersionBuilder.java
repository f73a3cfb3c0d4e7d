package org.contentmover.content.apply;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.assignment.ContentReader;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.ParallelFiles;
import org.contentmover.content.disk.Trees;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.FileOrigin;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * The second pass: builds a version in a directory of its own (CI-2). What is the same as in the
 * base becomes a hard link; such a file is never written, chmod-ed or touched, because live shows
 * it too. What differs, if only in mode or time, is a new file.
 *
 * <p>While it is built nobody but this server's user can enter the directory; so no link in it can
 * be swapped under the builder. Used once, by one thread; of many entries it has some made by
 * threads of its own.
 */
final class VersionBuilder implements Closeable {
  /** Making a file takes as long as writing so much. */
  private static final long COST_OF_A_FILE_BYTES = 16 * 1024;

  /** What one thread makes in one go, and how much is worth a second thread. */
  private static final int ENTRIES_OF_A_PART = 512;

  private static final int LEAST_PARTS_FOR_THREADS = 8;
  private static final int THREADS = 2;

  private final FileSystemOps ops;
  private final StagingPlan plan;
  private final BaseTree base;
  private final TreeWriter writer;
  private final BitSet written = new BitSet();
  private final AtomicLong bytesWritten = new AtomicLong();

  /** Null while there is none. */
  private FileOnItsWay onItsWay;

  private Manifest built;

  VersionBuilder(FileSystemOps ops, StagingPlan plan, BaseTree base, Path root) {
    this.ops = ops;
    this.plan = plan;
    this.base = base;
    this.writer = new TreeWriter(ops, root);
  }

  /**
   * Makes what needs no data: directories, symlinks, files of the base, empty ones.
   *
   * @throws AssignmentRejected when the base turns out not to be what is signed
   */
  void begin() throws IOException, AssignmentRejected {
    List<ManifestEntry> entries = plan.tree().target().entries();
    writer.makeDirectories(plan.tree().target());
    List<Integer> parts = new ArrayList<>();
    for (int first = 0; first < entries.size(); first += ENTRIES_OF_A_PART) {
      parts.add(first);
    }
    try {
      if (parts.size() < LEAST_PARTS_FOR_THREADS) {
        for (int first : parts) {
          makeWithoutData(first);
        }
      } else {
        ParallelFiles.forEach(parts, THREADS, this::makeWithoutData);
      }
    } catch (BaseTree.Drift e) {
      throw e.why();
    }
  }

  /** Whatever else needs no data, of so many entries. */
  private void makeWithoutData(int first) throws IOException {
    List<ManifestEntry> entries = plan.tree().target().entries();
    int end = Math.min(entries.size(), first + ENTRIES_OF_A_PART);
    try {
      for (int index = first; index < end; index++) {
        ManifestEntry entry = entries.get(index);
        if (entry.isSymlink()) {
          writer.makeSymlink(entry);
        } else if (entry.isFile()) {
          makeWithoutData(index, entry);
        }
      }
    } catch (AssignmentRejected e) {
      throw new BaseTree.Drift(e);
    }
  }

  private void makeWithoutData(int index, ManifestEntry entry)
      throws IOException, AssignmentRejected {
    FileOrigin origin = plan.tree().originOf(index);
    if (origin instanceof FileOrigin.OfBase it) {
      takeOfBase(it, index, entry);
    } else if (entry.sizeBytes() == 0) {
      ops.createFile(writer.at(entry)).close();
      writer.settle(entry);
    }
  }

  /**
   * Writes files whose data has come.
   *
   * @param limitBytes when it has written so much, what follows the piece at hand waits for the
   *     next call: else the piece would be made again
   * @param mostBytes when it has written so much, that waits, too
   * @return whether that was so, and calling again has more written
   */
  boolean writeArrived(ContentReader content, ArrivedBytes arrived, long limitBytes, long mostBytes)
      throws IOException {
    long writtenBytes = 0;
    for (int file = written.nextClearBit(0);
        file < plan.layout().files()
            && writtenBytes < (content.holds(file) ? mostBytes : limitBytes);
        file = written.nextClearBit(file + 1)) {
      if (goesInParts(file)) {
        writtenBytes += writePart(file, content, arrived, limitBytes);
      } else if (content.isThere(file, arrived) && writeIfRight(file, content)) {
        writtenBytes += COST_OF_A_FILE_BYTES + plan.put(file).sizeBytes();
      }
    }
    return writtenBytes >= limitBytes;
  }

  /** One at a time: in the order of the stream others come after it. */
  private boolean goesInParts(int file) {
    return onItsWay == null ? plan.layout().goesInParts(file) : onItsWay.number() == file;
  }

  private long writePart(int file, ContentReader content, ArrivedBytes arrived, long limitBytes)
      throws IOException {
    if (onItsWay == null) {
      ManifestEntry entry = plan.put(file);
      onItsWay =
          new FileOnItsWay(file, plan.layout().file(file, entry), ops.createFile(writer.at(entry)));
    }
    long writtenBytes = onItsWay.goOn(content, arrived, limitBytes);
    if (onItsWay.isComplete()) {
      try {
        write(file, content);
      } catch (AssignmentRejected e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return writtenBytes;
  }

  /** What is written of a file that has not come as a whole. */
  long unfinishedFileBytes() {
    return onItsWay == null ? 0 : onItsWay.writtenBytes();
  }

  /**
   * What is said to be there may still be on its way to the file: it is looked at again later, and
   * takes no room until then.
   */
  private boolean writeIfRight(int file, ContentReader content) throws IOException {
    try {
      write(file, content);
      return true;
    } catch (AssignmentRejected e) {
      if (e.reason() != RefusalReason.CORRUPT) {
        throw new IOException(e.getMessage(), e);
      }
      Trees.deleteRecursively(ops, writer.at(plan.put(file)));
      return false;
    }
  }

  /** Which entries are there when it has begun, by their index. */
  BitSet made() {
    List<ManifestEntry> entries = plan.tree().target().entries();
    BitSet made = new BitSet(entries.size());
    for (int index = 0; index < entries.size(); index++) {
      made.set(
          index,
          !entries.get(index).isFile()
              || entries.get(index).sizeBytes() == 0
              || plan.tree().originOf(index) instanceof FileOrigin.OfBase);
    }
    written.stream().forEach(file -> made.set(plan.tree().put(file)));
    return made;
  }

  /** What has been built was renamed. */
  void movedTo(Path newRoot) {
    writer.movedTo(newRoot);
  }

  /**
   * Writes all files that are not written yet, and gives directories their times; nothing of it is
   * durable then. Whether it is what is signed shows {@link #built}.
   *
   * @throws AssignmentRejected when data turns out not to make what the commands say
   */
  void finish(ContentReader content) throws IOException, AssignmentRejected {
    for (int file = written.nextClearBit(0);
        file < plan.layout().files();
        file = written.nextClearBit(file + 1)) {
      write(file, content);
    }
    content.rest();
    for (int index = 0; index < plan.tree().target().size(); index++) {
      if (plan.tree().isOfNew(index)) {
        takeOfNew(index);
      }
    }
    writer.settleDirectories(plan.tree().target());
    built = plan.tree().built();
  }

  /** What has been built, null before it is finished: files have the hash of what was written. */
  Manifest built() {
    return built;
  }

  /** File content written, not counting what was linked. */
  long bytesWritten() {
    return bytesWritten.get();
  }

  /**
   * A file of the base gets a second name if it can, else it is copied. Looks at what has been
   * linked, not at what is about to be: where it is now nobody else can swap it.
   */
  private void takeOfBase(FileOrigin.OfBase origin, int index, ManifestEntry entry)
      throws IOException, AssignmentRejected {
    ManifestEntry file = origin.file();
    Path source = base.reach(file);
    Path link = writer.at(entry);
    boolean linked;
    try {
      linked = plan.tree().isLinked(index) && writer.link(source, link);
    } catch (IOException e) {
      // Missing, or a directory: that is told as what it is.
      base.require(file);
      throw e;
    }
    if (!linked) {
      copy(base.require(file), entry);
    } else if (!TreeCheck.isUnchanged(link, entry)) {
      throw TreeCheck.drift(source.toString(), "was changed");
    }
  }

  /** The same with a file that was written just now. */
  private void takeOfNew(int index) throws IOException, AssignmentRejected {
    ManifestEntry entry = plan.tree().target().entries().get(index);
    FileOrigin.OfNew origin = (FileOrigin.OfNew) plan.tree().originOf(index);
    Path source = writer.at(origin.path());
    if (!(plan.tree().isLinked(index) && writer.link(source, writer.at(entry)))) {
      copy(source, entry);
    }
    plan.tree().setHash(index, plan.tree().target().find(origin.path()).orElseThrow().sha256());
  }

  private void copy(Path source, ManifestEntry entry) throws IOException, AssignmentRejected {
    ContentHash copied =
        writer.write(Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS), entry);
    if (!entry.sha256().equals(ContentHash.NONE) && !entry.sha256().equals(copied)) {
      throw base.otherContent(source.toString(), "was changed");
    }
    bytesWritten.addAndGet(entry.sizeBytes());
  }

  private void write(int file, ContentReader content) throws IOException, AssignmentRejected {
    ManifestEntry entry = plan.put(file);
    ContentHash hash;
    try {
      if (onItsWay != null && onItsWay.number() == file) {
        hash = onItsWay.finish(content);
        onItsWay = null;
      } else {
        hash =
            content.copy(plan.layout().file(file, entry), () -> ops.createFile(writer.at(entry)));
      }
    } catch (BaseTree.Drift e) {
      throw e.why();
    }
    bytesWritten.addAndGet(entry.sizeBytes());
    writer.settle(entry);
    plan.tree().setHash(plan.tree().put(file), hash);
    written.set(file);
  }

  @Override
  public void close() throws IOException {
    if (onItsWay != null) {
      onItsWay.close();
    }
  }
}
