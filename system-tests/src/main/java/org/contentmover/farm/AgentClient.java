package org.contentmover.farm;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;

/** Asks agents what they tell the CCM alone, with the key of the farm's own CCM. */
final class AgentClient {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Path ccmKey;

  AgentClient(Path ccmKey) {
    this.ccmKey = ccmKey;
  }

  Map<String, Long> counters(String server, String agentUrl) {
    try {
      SigningKey key = KeyFile.load(ccmKey);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(agentUrl + "/agent/status"))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + token(key, server, Instant.now()))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new FarmException(
            server + " does not tell its counters (HTTP " + answer.statusCode() + ").");
      }
      return counters(answer.body());
    } catch (IOException e) {
      throw new FarmException(server + " does not tell its counters: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmException("interrupted while asking " + server, e);
    }
  }

  /** A token of the CCM for one server (docs/protocol/distribution.md, "Who proves what"). */
  private static String token(SigningKey key, String server, Instant now) {
    JsonObject header =
        Json.createObjectBuilder().add("alg", "EdDSA").add("kid", key.keyId()).build();
    JsonObject claims =
        Json.createObjectBuilder()
            .add("iss", "ccm")
            .add("aud", server)
            .add("scope", "agent")
            .add("iat", now.getEpochSecond())
            .add("exp", now.plus(LIFETIME).getEpochSecond())
            .add("jti", UUID.randomUUID().toString())
            .build();
    String signed = base64(header.toString()) + "." + base64(claims.toString());
    return signed + "." + BASE64.encodeToString(key.sign(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Long> counters(String status) {
    Map<String, Long> counters = new TreeMap<>();
    try (JsonReader reader = Json.createReader(new StringReader(status))) {
      JsonObject all = reader.readObject().getJsonObject("counters");
      for (String name : all.keySet()) {
        if (all.get(name) instanceof JsonNumber number) {
          counters.put(name, number.longValue());
        }
      }
    }
    return counters;
  }
}
