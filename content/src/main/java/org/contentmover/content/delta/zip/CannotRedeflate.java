package org.contentmover.content.delta.zip;

import java.io.IOException;

/**
 * An archive does not come out as it was. The bytes may have been damaged, or the library that
 * deflates here is another one than where the delta was made; the file can be sent as it is.
 */
public final class CannotRedeflate extends IOException {
  private static final long serialVersionUID = 1;

  CannotRedeflate(String message) {
    super(message);
  }
}
