package org.contentmover.content.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.contentmover.content.disk.CountedOutput;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.core.manifest.ContentHash;

/**
 * A pack while it is written, in a directory of its own: frames one after the other, then the
 * index. Safe for any thread; one frame at a time.
 */
final class PackWriter implements Closeable {
  static final String PACK = "pack";
  static final String INDEX = "index";

  private final FileSystemOps ops;
  private final Path directory;
  private final Path pack;
  private final OutputStream out;
  private long position;

  PackWriter(FileSystemOps ops, Path directory) throws IOException {
    this.ops = ops;
    this.directory = directory;
    this.pack = directory.resolve(PACK);
    ops.createDirectory(directory);
    this.out = ops.createFile(pack);
  }

  Path directory() {
    return directory;
  }

  Path pack() {
    return pack;
  }

  /** Where a frame came to lie. */
  record Frame(long offset, long bytes) {}

  /** Writes the bytes of one frame. */
  @FunctionalInterface
  interface FrameBytes {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Appends a frame; one that fails leaves bytes nothing refers to. */
  synchronized Frame append(FrameBytes frame) throws IOException {
    CountedOutput counting = new CountedOutput(out);
    long offset = position;
    try {
      frame.writeTo(counting);
    } finally {
      position += counting.bytes();
    }
    return new Frame(offset, counting.bytes());
  }

  synchronized long position() {
    return position;
  }

  /** Writes the index and waits until all of it is on the disk. */
  void finish(Map<ContentHash, PackedContent> contents) throws IOException {
    out.close();
    try (OutputStream index = ops.createFile(directory.resolve(INDEX))) {
      PackIndex.write(index, contents);
    }
    ops.sync(pack);
    ops.sync(directory.resolve(INDEX));
    ops.sync(directory);
  }

  /** Gives it up. */
  void discard() throws IOException {
    out.close();
    Trees.deleteRecursively(ops, directory);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
