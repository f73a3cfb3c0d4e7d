package org.contentmover.agent.lifecycle;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.web.Problem;

/**
 * Takes one JSON object by {@code POST}: 202 once it is taken, 503 while no agent runs, 413 above
 * its limit and 400 when it cannot be read, both with a text that says what is wrong. Nothing is
 * done with a part of a message. Called by many threads of the server at a time.
 */
public abstract class MessageServlet extends AgentServlet {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final int mostBytes;

  /**
   * For messages of one kind.
   *
   * @param what begins a sentence: {@code "A notification"}
   */
  protected MessageServlet(String what, int mostBytes) {
    this.what = what;
    this.mostBytes = mostBytes;
  }

  /**
   * Acts on a whole message.
   *
   * @return why it is not taken; empty for 202
   * @throws MalformedMessage names the field that cannot be used
   */
  protected abstract Optional<Problem> take(Agent agent, HttpServletRequest request, Fields message)
      throws MalformedMessage;

  @Override
  protected final void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = agent(response);
    if (agent.isEmpty()) {
      return;
    }
    Optional<Problem> refusal = refusal(agent.get(), request);
    if (refusal.isPresent()) {
      refusal.get().send(response);
    } else {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    }
  }

  private Optional<Problem> refusal(Agent agent, HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(mostBytes + 1);
    if (body.length > mostBytes) {
      return Optional.of(
          Problem.tooLarge(
              String.format(
                  Locale.ROOT,
                  "%s has at most %,d bytes; this one has more. Nothing was done.",
                  what,
                  mostBytes)));
    }
    try {
      return take(agent, request, Fields.parse(body));
    } catch (MalformedMessage e) {
      return Optional.of(Problem.badRequest(e.getMessage()));
    }
  }
}
