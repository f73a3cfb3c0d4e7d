package org.contentmover.content.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** All content the CCM knows, by hash: each object once, compressed once (VC-1, PROTOCOLS 4). */
public final class ContentStore {
  private ContentStore() {}

  /** Opens the store in a directory, or makes a new one; removes what a crash left half done. */
  public static ContentStore open(Path root) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes in what of a scanned tree is not here yet, and the manifest itself; durable when it
   * returns.
   */
  public IngestResult ingest(Manifest manifest, Path treeRoot) throws IOException {
    throw new UnsupportedOperationException();
  }

  public boolean contains(ContentHash hash) {
    throw new UnsupportedOperationException();
  }

  /**
   * The unpacked bytes of an object; the stream fails at its end when they do not hash to the
   * object's name.
   */
  public InputStream read(ContentHash hash) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** A manifest taken in before. */
  public Manifest manifest(ContentHash hash) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * The named references to manifests, for example the shadow of each hosted site and content
   * group.
   */
  public Refs refs() {
    throw new UnsupportedOperationException();
  }
}
