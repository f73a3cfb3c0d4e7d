package org.contentmover.content.staging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** One scan of a staging area for the CCM, and the content it found. Safe for any thread. */
public final class StagingScan {
  /** How far it is. */
  public enum State {
    SCANNING,
    DONE,
    /** The tree cannot be taken as it is. */
    FAILED
  }

  private final UUID id;
  private final Path root;
  private final Object rootIdentity;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Manifest manifest;
  private volatile long filesHashed;
  private volatile long bytesRead;
  private volatile String problem = "";

  StagingScan(UUID id, Path root, Object rootIdentity) {
    this.id = id;
    this.root = root;
    this.rootIdentity = rootIdentity;
  }

  public UUID id() {
    return id;
  }

  void done(ScanResult scanned) {
    filesHashed = scanned.filesHashed();
    bytesRead = scanned.bytesRead();
    manifest = scanned.manifest();
    ended.countDown();
  }

  void failed(String why) {
    problem = why;
    ended.countDown();
  }

  /** Waits for its end, but not longer than this. */
  public State await(long mostMillis) throws InterruptedException {
    if (!ended.await(mostMillis, TimeUnit.MILLISECONDS)) {
      return State.SCANNING;
    }
    return manifest == null ? State.FAILED : State.DONE;
  }

  /** Why it failed, for an administrator; "" when it did not. */
  public String problem() {
    return problem;
  }

  /** Files whose content had to be read; once it is done. */
  public long filesHashed() {
    return filesHashed;
  }

  /** What had to be read; once it is done. */
  public long bytesRead() {
    return bytesRead;
  }

  /** The tree; once it is done. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * The files with these contents, one for each.
   *
   * @throws StagingRefused when the tree has no such content
   */
  public List<ManifestEntry> files(List<ContentHash> contents) throws StagingRefused {
    Map<ContentHash, ManifestEntry> wanted = new HashMap<>();
    contents.forEach(content -> wanted.put(content, null));
    for (ManifestEntry entry : manifest) {
      if (entry.isFile() && wanted.containsKey(entry.sha256())) {
        wanted.putIfAbsent(entry.sha256(), entry);
      }
    }
    List<ManifestEntry> files = new ArrayList<>(contents.size());
    for (ContentHash content : contents) {
      ManifestEntry file = wanted.get(content);
      if (file == null) {
        throw new StagingRefused("scan " + id + " found no file with content " + content);
      }
      files.add(file);
    }
    return files;
  }

  /**
   * Writes content; closes the stream.
   *
   * @param files of {@link #files}
   * @param fromByte where to begin in the first of them
   */
  public void write(List<ManifestEntry> files, long fromByte, OutputStream target)
      throws IOException {
    ContentAnswer.write(root, rootIdentity, files, fromByte, target);
  }
}
