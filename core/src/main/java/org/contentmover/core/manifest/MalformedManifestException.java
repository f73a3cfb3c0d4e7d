package org.contentmover.core.manifest;

import java.io.IOException;

/** Bytes that are no canonical manifest. The message says what is wrong with them. */
public final class MalformedManifestException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedManifestException(String message) {
    super(message);
  }

  MalformedManifestException(String message, Throwable cause) {
    super(message, cause);
  }
}
