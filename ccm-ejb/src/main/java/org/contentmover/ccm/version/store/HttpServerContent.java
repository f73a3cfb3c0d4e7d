package org.contentmover.ccm.version.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.contentmover.ccm.security.AgentHttp;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.core.manifest.ContentHash;

/** {@code GET /agent/content/<site>/<sha256>} of an agent, with a token of the CCM. */
@ApplicationScoped
public class HttpServerContent implements ServerContent {
  /** Also between one byte and the next: who loses power in the middle says no more. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final int OK = 200;

  @Inject private AgentHttp agents;
  @Inject private CcmConfiguration configuration;

  @Override
  public Optional<String> fetch(
      ServerState server, String site, ContentHash content, long mostBytes, Path into) {
    try {
      HttpResponse<InputStream> response =
          agents.send(
              agents.request(
                  server.name(),
                  server.agentUrl(),
                  "/agent/content/" + site + "/" + content.hex(),
                  ANSWER),
              ANSWER,
              configuration.least());
      try (InputStream body = response.body()) {
        return switch (response.statusCode()) {
          case OK ->
              isKept(body, mostBytes, into)
                  ? Optional.empty()
                  : Optional.of(server.name() + " sends more than the content has");
          case 404 -> Optional.of(server.name() + " does not have it");
          default -> Optional.of(server.name() + " answers " + response.statusCode());
        };
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(
          server.name() + " cannot be reached at " + server.agentUrl() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the CCM is being stopped");
    }
  }

  private static boolean isKept(InputStream body, long mostBytes, Path into) throws IOException {
    try (OutputStream file = Files.newOutputStream(into)) {
      byte[] buffer = new byte[1 << 16];
      long left = mostBytes;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        left -= read;
        if (left < 0) {
          return false;
        }
        file.write(buffer, 0, read);
      }
    }
    return true;
  }
}
