package org.contentmover.ccm.staging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.security.AgentHttp;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.setup.LeastProgress;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.staging.ArrivalNotKept;
import org.contentmover.content.staging.ContentArrival;
import org.contentmover.content.staging.StagedFileGone;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.MalformedManifestException;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** {@code /agent/staging/…} of an agent, with a token of the CCM. Safe for any thread. */
@ApplicationScoped
public class HttpStagingServer implements StagingServer {
  /**
   * Longer than an agent waits for news of a scan, and than a look at a large tree takes. A body
   * may pause so long, too.
   */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** A problem may name every path of a tree that cannot be taken. */
  private static final int MOST_MESSAGE_BYTES = 16 << 20;

  /** Nobody who answers as an agent gets more of the heap than this; some 100 bytes for a file. */
  private static final int MOST_MANIFEST_BYTES =
      (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 4);

  /** A staging area of zeros packs so well that an honest server sends next to nothing. */
  private static final int PACKED = 16;

  @Inject private AgentHttp agents;
  @Inject private CcmConfiguration configuration;

  @FunctionalInterface
  private interface Body<T> {
    T read(InputStream body) throws IOException;
  }

  @Override
  public Optional<ContentHash> fingerprint(ServerState server, StagedTree tree)
      throws StagingTrouble {
    HttpRequest.Builder request =
        request(server, "/looks")
            .POST(HttpRequest.BodyPublishers.ofString(question(tree).toString()));
    return ask(
        server,
        request,
        body ->
            Optional.ofNullable(json(body).getString("fingerprint", null))
                .map(ContentHash::fromHex));
  }

  @Override
  public void begin(ServerState server, StagedTree tree, UUID scan) throws StagingTrouble {
    JsonObject question =
        Json.createObjectBuilder(question(tree)).add("scan", scan.toString()).build();
    ask(
        server,
        request(server, "/scans").POST(HttpRequest.BodyPublishers.ofString(question.toString())),
        body -> null);
  }

  private static JsonObject question(StagedTree tree) {
    return Json.createObjectBuilder()
        .add("directory", tree.directory())
        .add("includes", Json.createArrayBuilder(tree.rules().includes()))
        .add("excludes", Json.createArrayBuilder(tree.rules().excludes()))
        .build();
  }

  @Override
  public Progress progress(ServerState server, UUID scan) throws StagingTrouble {
    return ask(
        server,
        request(server, "/scans/" + scan).GET(),
        body -> {
          JsonObject state = json(body);
          String name = state.getString("state");
          return new Progress(
              !name.equals("SCANNING"),
              state.getString("problem", ""),
              name.equals("DONE") ? ContentHash.fromHex(state.getString("manifest")) : null,
              state.getInt("filesHashed", 0),
              name.equals("DONE") ? state.getJsonNumber("bytesRead").longValueExact() : 0);
        });
  }

  @Override
  public Manifest manifest(ServerState server, UUID scan) throws StagingTrouble {
    return ask(
        server,
        request(server, "/scans/" + scan + "/manifest").GET(),
        body -> Manifest.readFrom(body, MOST_MANIFEST_BYTES));
  }

  @Override
  public void fetch(
      ServerState server,
      UUID scan,
      List<ManifestEntry> files,
      long fromByte,
      ContentArrival arrival)
      throws IOException {
    ByteBuffer hashes = ByteBuffer.allocate(files.size() * ContentHash.BYTES);
    files.forEach(file -> file.sha256().write(hashes));
    HttpRequest.Builder request =
        request(server, "/scans/" + scan + "/content?from=" + fromByte)
            .POST(HttpRequest.BodyPublishers.ofByteArray(hashes.array()));
    Optional<ArrivalNotKept> notKept =
        ask(
            server,
            request,
            body -> {
              try {
                arrival.receive(body, files, fromByte);
                return Optional.empty();
              } catch (ArrivalNotKept e) {
                return Optional.of(e);
              }
            });
    if (notKept.isPresent()) {
      throw notKept.get();
    }
  }

  @Override
  public void forget(ServerState server, UUID scan) {
    try {
      ask(server, request(server, "/scans/" + scan).DELETE(), body -> null);
    } catch (StagingTrouble e) {
      // It forgets by itself after some minutes.
    }
  }

  private HttpRequest.Builder request(ServerState server, String path) {
    return agents.request(server.name(), server.agentUrl(), "/agent/staging" + path, ANSWER);
  }

  private <T> T ask(ServerState server, HttpRequest.Builder request, Body<T> reader)
      throws StagingTrouble {
    try {
      HttpResponse<InputStream> response = agents.send(request, ANSWER, least());
      try (InputStream body = response.body()) {
        return switch (response.statusCode()) {
          case 200, 202, 204 -> reader.read(body);
          case 404 -> throw new StagingTrouble.ScanUnknown(said(server, response));
          case 502, 503, 504 -> throw later(server, response);
          default -> throw new StagingTrouble(said(server, response));
        };
      }
    } catch (StagingTrouble e) {
      throw e;
    } catch (StagedFileGone e) {
      throw new StagingTrouble("on server " + server.name() + " " + e.getMessage(), e);
    } catch (MalformedManifestException | JsonException | IllegalArgumentException e) {
      throw new StagingTrouble(
          "server " + server.name() + " answers what cannot be used: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new StagingTrouble.Away(
          "server "
              + server.name()
              + " cannot be reached at "
              + server.agentUrl()
              + " ("
              + e
              + "); start it, or see its /health/ready",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StagingTrouble("the CCM is being stopped", e);
    }
  }

  private LeastProgress least() {
    LeastProgress uploads = configuration.least();
    return new LeastProgress(uploads.bytes() / PACKED, uploads.window());
  }

  /** An agent that is busy says when to ask again; one that starts or stops does not. */
  private static StagingTrouble later(ServerState server, HttpResponse<InputStream> response)
      throws IOException {
    String said = said(server, response);
    return response.headers().firstValue("Retry-After").isPresent()
        ? new StagingTrouble.Busy(said)
        : new StagingTrouble.Away(said, null);
  }

  private static String said(ServerState server, HttpResponse<InputStream> response)
      throws IOException {
    return "server " + server.name() + " answers: " + AgentHttp.detail(response);
  }

  private static JsonObject json(InputStream body) throws IOException {
    byte[] message = body.readNBytes(MOST_MESSAGE_BYTES);
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(message))) {
      return reader.readObject();
    }
  }
}
