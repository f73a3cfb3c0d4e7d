package org.contentmover.gl.deliver;

import java.util.function.Consumer;
import org.contentmover.gl.api.GlListener;

/** Where events go: a message endpoint of a server, or a listener in the same program. */
public interface Endpoint {
  /**
   * Hands one event over; a normal return acknowledges it.
   *
   * @throws Exception when the event could not be handed over, or the listener threw
   */
  void deliver(Consumer<GlListener> event) throws Exception;
}
