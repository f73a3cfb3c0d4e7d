package org.contentmover.gl.engine;

import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.FetchReply;

/** Takes what the agent has fetched for one reception, on any thread, and brings it to the loop. */
final class AgentFetchReply implements FetchReply {
  private final Reception reception;
  private final long sizeBytes;
  private final Loop loop;
  private final Receptions receptions;

  AgentFetchReply(Reception reception, Loop loop, Receptions receptions) {
    this.reception = reception;
    this.sizeBytes = reception.session.sizeBytes();
    this.loop = loop;
    this.receptions = receptions;
  }

  @Override
  public void fetched(ByteRange part) {
    if (part.end() > sizeBytes) {
      throw new IllegalArgumentException(part + " of an assignment of " + sizeBytes + " bytes");
    }
    loop.post(() -> receptions.onFetched(reception, part));
  }
}
