package org.contentmover.gl.receive;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes note of content that was written to a spool file. */
interface Written {
  /** This content was written at this place; it may be read during the call, limits change. */
  void onWritten(long offset, ByteBuffer content) throws IOException;
}
