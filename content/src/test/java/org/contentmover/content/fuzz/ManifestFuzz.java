package org.contentmover.content.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.contentmover.core.manifest.MalformedManifestException;
import org.contentmover.core.manifest.Manifest;

/** Any bytes as a manifest: it says that they are none, or has no other bytes than these. */
public final class ManifestFuzz {
  private ManifestFuzz() {}

  /** One manifest. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Manifest manifest;
    try {
      manifest = Manifest.readFrom(new ByteArrayInputStream(input));
    } catch (MalformedManifestException e) {
      return;
    }
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    manifest.writeTo(again);
    if (!Arrays.equals(input, again.toByteArray())) {
      throw new AssertionError("one tree has two encodings");
    }
  }
}
