package org.contentmover.agent.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.contentmover.gl.api.ByteRange;

/** Reads a range of an assignment from one source. */
public interface ByteSource {
  /** Takes what arrives, in order. */
  interface Sink {
    /** Takes the next bytes; an exception ends the reading. */
    void accept(ByteBuffer bytes) throws IOException;
  }

  /**
   * What is asked for.
   *
   * @param url of the source
   * @param bearer its credential
   * @param sha256 of the whole assignment: what the source must say it has
   * @param range which bytes
   */
  record Request(URI url, String bearer, String sha256, ByteRange range) {}

  /**
   * Reads until the range is complete; what came before a failure went to the sink.
   *
   * @param cancelled asked all the time; true ends the reading with a failure
   */
  void read(Request request, Sink sink, BooleanSupplier cancelled) throws SourceFailed;
}
