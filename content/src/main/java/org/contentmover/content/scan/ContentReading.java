package org.contentmover.content.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.ParallelFiles;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;

/** Reads the files whose content is not known. Used by one thread; results come from several. */
final class ContentReading implements Intake.Results {
  private static final int HASHING_THREADS = 2;
  private static final int BUFFER_BYTES = 1 << 17;

  private final FileOpener opener;
  private final ScanProblems problems;
  private final AtomicLong filesHashed = new AtomicLong();
  private final AtomicLong bytesRead = new AtomicLong();
  private final ThreadLocal<byte[]> buffer = ThreadLocal.withInitial(() -> new byte[BUFFER_BYTES]);

  ContentReading(FileOpener opener, ScanProblems problems) {
    this.opener = opener;
    this.problems = problems;
  }

  long filesHashed() {
    return filesHashed.get();
  }

  long bytesRead() {
    return bytesRead.get();
  }

  /**
   * Reads them all.
   *
   * @param intake gets what it lacks; null for reading alone
   * @throws IOException when the store cannot be written, or the thread was interrupted
   */
  void read(UnknownFiles files, Intake intake) throws IOException {
    if (!files.hasNext()) {
      return;
    }
    if (intake == null) {
      ParallelFiles.forEach(() -> files, HASHING_THREADS, this::hash);
    } else {
      intake.take(files, opener::open, this);
    }
  }

  private void hash(UnknownFile file) {
    MessageDigest digest = ContentHash.newDigest();
    byte[] bytes = buffer.get();
    long length = 0;
    try (InputStream in = opener.open(file.file())) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        digest.update(bytes, 0, read);
        length += read;
      }
    } catch (IOException e) {
      failed(file, e);
      return;
    }
    taken(file, length, ContentHash.of(digest.digest()));
  }

  @Override
  public void taken(Intake.Wanted wanted, long length, ContentHash sha256) {
    UnknownFile file = (UnknownFile) wanted;
    FileStamp seen = file.stamp();
    filesHashed.incrementAndGet();
    bytesRead.addAndGet(length);
    try {
      if (length != seen.sizeBytes() || !FileStamp.of(file.file()).equals(seen)) {
        problems.changed(file.path());
      }
      file.tell(sha256);
    } catch (IOException e) {
      failed(file, e);
    }
  }

  @Override
  public void failed(Intake.Wanted file, IOException why) {
    if (why instanceof NoSuchFileException) {
      problems.changed(file.path());
    } else {
      problems.unreadable(file.path(), why);
    }
  }
}
