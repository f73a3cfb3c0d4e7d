package org.contentmover.content.assignment;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.contentmover.content.assignment.ContentSection.Range;
import org.contentmover.content.disk.SectionInputStream;
import org.contentmover.content.seal.SealedSections;
import org.contentmover.core.manifest.ContentHash;

/**
 * A new file of which the hash is wanted. What it takes from other files is copied by the operating
 * system, on a thread that ends with it, while the caller's thread hashes the same.
 */
final class HashedFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final FileChannel target;
  private final MessageDigest digest = ContentHash.newDigest();
  private final ExecutorService copier =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "assignment-file");
            thread.setDaemon(true);
            return thread;
          });

  HashedFile(Path file) throws IOException {
    target = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    for (ByteBuffer left = ByteBuffer.wrap(bytes, offset, length); left.hasRemaining(); ) {
      target.write(left);
    }
  }

  /** Appends parts of files, sealed as one stretch of an assignment. */
  void copySealed(List<Range> parts, SealedSections seal, SealedSections.Section as)
      throws IOException {
    try (OutputStream out = seal.sealing(stream(), as)) {
      for (Range part : parts) {
        try (FileChannel source = FileChannel.open(part.file(), StandardOpenOption.READ)) {
          long copied =
              new SectionInputStream(source, part.offset(), part.length()).transferTo(out);
          if (copied < part.length()) {
            throw new EOFException(part.file() + " ends before byte " + part.end());
          }
        }
      }
    }
  }

  private OutputStream stream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        HashedFile.this.write(bytes, offset, length);
      }
    };
  }

  /** Appends parts of files. */
  void copy(List<Range> parts) throws IOException {
    for (Range part : parts) {
      copy(part.file(), part.offset(), part.length());
    }
  }

  private void copy(Path file, long offset, long length) throws IOException {
    try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
      if (source.size() < offset + length) {
        throw new EOFException(file + " ends before byte " + (offset + length));
      }
      Future<?> copied =
          copier.submit(
              () -> {
                append(source, offset, length, target);
                return null;
              });
      try {
        hash(source, offset, length);
      } finally {
        await(copied);
      }
    }
  }

  static void append(FileChannel source, long offset, long length, FileChannel target)
      throws IOException {
    for (long at = offset, end = offset + length; at < end; ) {
      long transferred = source.transferTo(at, end - at, target);
      if (transferred == 0) {
        throw new EOFException("what is copied became shorter");
      }
      at += transferred;
    }
  }

  private void hash(FileChannel source, long offset, long length) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long at = offset, end = offset + length; at < end; ) {
      int wanted = (int) Math.min(buffer.length, end - at);
      int read = source.read(ByteBuffer.wrap(buffer, 0, wanted), at);
      if (read < 0) {
        throw new EOFException("what is copied became shorter");
      }
      digest.update(buffer, 0, read);
      at += read;
    }
  }

  private static void await(Future<?> copied) throws IOException {
    try {
      copied.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an assignment was written", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** The hash of everything. */
  ContentHash finish() {
    return ContentHash.of(digest.digest());
  }

  @Override
  public void close() throws IOException {
    copier.shutdown();
    target.close();
  }
}
