package org.contentmover.gl.api;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/**
 * Gives connections to the segment; bound at {@code eis/GlConnectionFactory} ({@code
 * java:/eis/GlConnectionFactory} on WildFly). Safe for use by several threads.
 */
public interface GlConnectionFactory extends Serializable, Referenceable {
  /**
   * A connection, to be closed soon after use. All connections of a server speak to the same
   * adapter and thus to the same segment.
   *
   * @throws ResourceException when the server gives none; the message says why
   */
  GlConnection getConnection() throws ResourceException;
}
