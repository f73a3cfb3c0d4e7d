package org.contentmover.gl.engine;

import java.nio.file.Path;
import java.util.Objects;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.gl.api.OfferReply;

/** Takes the agent's answer to one offer, on any thread, and brings it to the loop. */
final class AgentReply implements OfferReply {
  private final TransferSession session;
  private final Loop loop;
  private final Receptions receptions;

  AgentReply(TransferSession session, Loop loop, Receptions receptions) {
    this.session = session;
    this.loop = loop;
    this.receptions = receptions;
  }

  @Override
  public void receive(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "\"" + path + "\" is no absolute path; an assignment is received into one");
    }
    loop.post(() -> receptions.onReceive(session, path));
  }

  @Override
  public void alreadyHave() {
    loop.post(() -> receptions.onAlreadyHave(session));
  }

  @Override
  public void notAddressed() {
    loop.post(() -> receptions.onNotAddressed(session));
  }

  @Override
  public void refuse(String reason) {
    Objects.requireNonNull(reason, "reason");
    loop.post(() -> receptions.onRefuse(session, reason));
  }
}
