package org.contentmover.content.staging;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Content of a staging area elsewhere on its way to the CCM's store: a directory of files named by
 * their hashes. What is there when the way breaks off, or the CCM dies, need not come again.
 *
 * <p>One thread. What lies here is not verified: the store takes in nothing whose hash is another.
 */
public final class ContentArrival {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String PART = ".part";

  private final FileSystemOps ops;
  private final Path directory;
  private long bytesReceived;

  /** Opens or makes the directory. */
  public ContentArrival(Path directory) throws IOException {
    this(directory, FileSystemOps.REAL);
  }

  ContentArrival(Path directory, FileSystemOps ops) throws IOException {
    this.ops = ops;
    this.directory = Files.createDirectories(directory);
  }

  /**
   * Looks whether there is room for files, before the first byte of them comes.
   *
   * @throws ArrivalNotKept when there is not
   */
  public void requireRoom(List<ManifestEntry> files) throws IOException {
    long neededBytes = 0;
    for (ManifestEntry file : files) {
      if (!has(file)) {
        // Whoever sent the list may have written any size into it.
        long sum = neededBytes + file.sizeBytes();
        neededBytes = sum < neededBytes ? Long.MAX_VALUE : sum;
      }
    }
    long usableBytes = ops.usableBytes(directory);
    if (neededBytes > usableBytes) {
      throw new ArrivalNotKept(
          new IOException(
              "its new content has "
                  + neededBytes
                  + " bytes, and "
                  + usableBytes
                  + " are free in "
                  + directory));
    }
  }

  /** Where a content is once it is here. */
  public Path file(ContentHash content) {
    return directory.resolve(content.hex());
  }

  public boolean has(ManifestEntry file) throws IOException {
    Path path = file(file.sha256());
    return Files.exists(path) && Files.size(path) == file.sizeBytes();
  }

  /** How much of a content is here that is not complete: where to go on. */
  public long partBytes(ManifestEntry file) throws IOException {
    Path part = part(file);
    long size = Files.exists(part) ? Files.size(part) : 0;
    return size < file.sizeBytes() ? size : 0;
  }

  /** What arrived by this object so far, unpacked. */
  public long bytesReceived() {
    return bytesReceived;
  }

  /**
   * Takes the answer to a question for files; those that are complete stay when it breaks off.
   *
   * @param asked in the order they were asked for
   * @param fromByte where the first of them begins in the answer
   * @throws StagedFileGone when the staging area has another file now
   * @throws ArrivalNotKept when it cannot be written
   * @throws IOException when the answer is cut off or damaged
   */
  public void receive(InputStream answer, List<ManifestEntry> asked, long fromByte)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(new ZstdInputStream(answer), BUFFER_BYTES));
    long from = fromByte;
    for (ManifestEntry file : asked) {
      int kind = in.readUnsignedByte();
      if (kind == ContentAnswer.GONE) {
        throw new StagedFileGone(file.path(), in.readUTF());
      }
      if (kind != ContentAnswer.HERE) {
        throw new IOException("the answer has an unknown mark " + kind);
      }
      receive(in, file, from, buffer);
      from = 0;
    }
    if (in.read() >= 0) {
      throw new IOException("the answer has more content than was asked for");
    }
  }

  private void receive(InputStream in, ManifestEntry file, long fromByte, byte[] buffer)
      throws IOException {
    Path part = part(file);
    try (OutputStream out = open(part, fromByte)) {
      for (long left = file.sizeBytes() - fromByte; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new EOFException("the answer ends within \"" + file.path() + "\"");
        }
        write(buffer, read, out);
        bytesReceived += read;
        left -= read;
      }
    }
    try {
      Files.move(part, file(file.sha256()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ArrivalNotKept(e);
    }
  }

  private static OutputStream open(Path part, long fromByte) throws ArrivalNotKept {
    try {
      return fromByte == 0
          ? Files.newOutputStream(part)
          : Files.newOutputStream(part, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ArrivalNotKept(e);
    }
  }

  private static void write(byte[] bytes, int length, OutputStream out) throws ArrivalNotKept {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new ArrivalNotKept(e);
    }
  }

  private Path part(ManifestEntry file) {
    return directory.resolve(file.sha256().hex() + PART);
  }
}
