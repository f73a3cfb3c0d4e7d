package org.contentmover.content.apply;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.assignment.ContentLayout.PlacedFile;
import org.contentmover.content.assignment.ContentReader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.manifest.ContentHash;

/**
 * A large file of which a part has come and is written; the rest follows when it comes (CI-2). One
 * thread.
 */
final class FileOnItsWay implements Closeable {
  private final int number;
  private final PlacedFile file;
  private final MessageDigest digest = ContentHash.newDigest();
  private final OutputStream out;
  private long writtenBytes;

  /**
   * Begins with nothing.
   *
   * @param number of the file, in the order of the stream
   * @param out where its content goes; taken over
   */
  FileOnItsWay(int number, PlacedFile file, OutputStream out) {
    this.number = number;
    this.file = file;
    this.out = new DigestOutputStream(out, digest);
  }

  int number() {
    return number;
  }

  long writtenBytes() {
    return writtenBytes;
  }

  boolean isComplete() {
    return writtenBytes == file.entry().sizeBytes();
  }

  /** Writes what has come, and returns how much that was: with the last piece more than asked. */
  long goOn(ContentReader content, ArrivedBytes arrived, long limitBytes) throws IOException {
    long before = writtenBytes;
    writtenBytes = content.copyArrived(file, before, arrived, limitBytes, out);
    return writtenBytes - before;
  }

  /**
   * Writes the rest, and closes it.
   *
   * @throws AssignmentRejected when the data does not make it
   */
  ContentHash finish(ContentReader content) throws IOException, AssignmentRejected {
    content.copyRest(file, writtenBytes, out);
    out.close();
    return ContentHash.of(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
