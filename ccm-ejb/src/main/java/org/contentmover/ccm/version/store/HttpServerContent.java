package org.contentmover.ccm.version.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.contentmover.ccm.security.AgentHttp;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.core.manifest.ContentHash;

/** {@code GET /agent/content/<site>/<sha256>} of an agent, with a token of the CCM. */
@ApplicationScoped
public class HttpServerContent implements ServerContent {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int OK = 200;

  @Inject private AgentHttp agents;

  @Override
  public Optional<String> fetch(ServerState server, String site, ContentHash content, Path into) {
    try {
      HttpResponse<?> response =
          agents.send(
              agents.request(
                  server.name(),
                  server.agentUrl(),
                  "/agent/content/" + site + "/" + content.hex(),
                  ANSWER),
              head ->
                  head.statusCode() == OK
                      ? HttpResponse.BodySubscribers.ofFile(into)
                      : HttpResponse.BodySubscribers.replacing(into));
      return response.statusCode() == OK
          ? Optional.empty()
          : Optional.of(
              server.name()
                  + (response.statusCode() == 404
                      ? " does not have it"
                      : " answers " + response.statusCode()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(
          server.name() + " cannot be reached at " + server.agentUrl() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the CCM is being stopped");
    }
  }
}
