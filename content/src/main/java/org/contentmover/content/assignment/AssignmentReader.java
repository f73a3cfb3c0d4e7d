package org.contentmover.content.assignment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.interpret.AssignmentHeader;

/**
 * Reads an assignment whose signature it has checked (CM-12, PROTOCOLS 4). One thread at a time.
 */
public final class AssignmentReader implements Closeable {
  private AssignmentReader() {}

  /**
   * Opens a complete file: form, lengths, key, signature and the commands' hash are checked when
   * this returns; data and files are while they are read.
   */
  public static AssignmentReader open(Path file, PublicKeyLookup trusted)
      throws IOException, AssignmentRejected {
    throw new UnsupportedOperationException();
  }

  public AssignmentHeader header() {
    throw new UnsupportedOperationException();
  }

  /** The key it is signed with. */
  public String keyId() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {}
}
