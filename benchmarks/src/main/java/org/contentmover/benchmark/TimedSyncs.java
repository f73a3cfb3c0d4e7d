package org.contentmover.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.contentmover.content.disk.FileSystemOps;

/** The operating system's file operations; how long the syncs among them took. */
final class TimedSyncs implements FileSystemOps {
  private long syncNs;
  private long visibleAtNs;

  /** Seconds spent waiting for the disk until now. */
  synchronized double seconds() {
    return syncNs / 1e9;
  }

  /** When a version became visible the last time, in the nanoseconds of System.nanoTime. */
  synchronized long visibleAtNs() {
    return visibleAtNs;
  }

  private synchronized void add(long startNs) {
    syncNs += System.nanoTime() - startNs;
  }

  @Override
  public void sync(Path path) throws IOException {
    long startNs = System.nanoTime();
    REAL.sync(path);
    add(startNs);
  }

  @Override
  public void syncFileSystem(Path path) throws IOException {
    long startNs = System.nanoTime();
    REAL.syncFileSystem(path);
    add(startNs);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    REAL.createDirectory(directory);
  }

  @Override
  public OutputStream createFile(Path file) throws IOException {
    return REAL.createFile(file);
  }

  @Override
  public OutputStream append(Path file) throws IOException {
    return REAL.append(file);
  }

  @Override
  public void link(Path existing, Path link) throws IOException {
    REAL.link(existing, link);
  }

  @Override
  public void symlink(Path link, String target) throws IOException {
    REAL.symlink(link, target);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    REAL.rename(from, to);
    if (to.endsWith("live")) {
      synchronized (this) {
        visibleAtNs = System.nanoTime();
      }
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    REAL.delete(path);
  }

  @Override
  public void setMode(Path path, int mode) throws IOException {
    REAL.setMode(path, mode);
  }

  @Override
  public void setModified(Path path, long mtimeNs) throws IOException {
    REAL.setModified(path, mtimeNs);
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return REAL.usableBytes(path);
  }

  @Override
  public long sizeBytes(Path path) throws IOException {
    return REAL.sizeBytes(path);
  }

  @Override
  public boolean hasRoom(Path directory) throws IOException {
    return REAL.hasRoom(directory);
  }
}
