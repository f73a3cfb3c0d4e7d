package org.contentmover.agent.ccm;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.security.ServerIdentity;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/**
 * The CCM over HTTP; every call carries a fresh token signed with this server's key. When the CCM
 * refuses one for its times alone, it is asked again by the time it proves.
 */
public final class HttpCcm implements Ccm {
  private static final Logger LOG = Logger.getLogger(HttpCcm.class.getName());

  private final JsonOverHttp http;
  private final URI api;
  private final ServerIdentity identity;
  private final CcmClock clock;

  /**
   * Speaks to one CCM.
   *
   * @param ccmUrl without trailing slash
   * @param identity issues a token for each request
   * @param clock by which it does, told when it is wrong
   */
  public HttpCcm(JsonOverHttp http, URI ccmUrl, ServerIdentity identity, CcmClock clock) {
    this.http = http;
    this.api = URI.create(ccmUrl + "/api/v1/");
    this.identity = identity;
    this.clock = clock;
  }

  @Override
  public void reportSegment(SegmentName segment, JsonObject report)
      throws PeerUnavailable, PeerRefused {
    send("POST", "segments/" + segment + "/reports", () -> report);
  }

  @Override
  public void reportPresence(ServerName server, JsonObject member)
      throws PeerUnavailable, PeerRefused {
    send("PUT", "servers/" + server + "/presence", () -> member);
  }

  @Override
  public Optional<NextLeader> nextLeader(UUID distribution, JsonObject question)
      throws PeerUnavailable, PeerRefused {
    String answer = send("POST", "distributions/" + distribution + "/edges", () -> question);
    try {
      Optional<Fields> next = Fields.parse(answer).optionalNested("next");
      return next.isEmpty() ? Optional.empty() : Optional.of(NextLeader.read(next.get()));
    } catch (MalformedMessage e) {
      throw new PeerUnavailable(
          "the CCM's answer to \"next?\" is unreadable: " + e.getMessage(), e);
    }
  }

  @Override
  public void reportDistribution(UUID distribution, JsonObject report)
      throws PeerUnavailable, PeerRefused {
    send("POST", "distributions/" + distribution + "/reports", () -> report);
  }

  @Override
  public void reportScrub(ServerName server, JsonObject report)
      throws PeerUnavailable, PeerRefused {
    send("PUT", "servers/" + server + "/scrubs", () -> report);
  }

  @Override
  public List<String> newerKeys(ServerName server, long ring) throws PeerUnavailable, PeerRefused {
    JsonObject known = Json.createObjectBuilder().add("ring", ring).build();
    String answer = send("PUT", "servers/" + server + "/ccm-keys", () -> known);
    try {
      return Fields.parse(answer).texts("letters");
    } catch (MalformedMessage e) {
      throw new PeerUnavailable(
          "the CCM's answer about its own keys is unreadable: " + e.getMessage(), e);
    }
  }

  @Override
  public KeyAnswer tellKeys(ServerName server, Supplier<JsonObject> presence)
      throws PeerUnavailable, PeerRefused {
    String answer = send("PUT", "servers/" + server + "/segment-keys", presence);
    try {
      return KeyAnswer.read(Fields.parse(answer));
    } catch (MalformedMessage e) {
      throw new PeerUnavailable("the CCM's answer about keys is unreadable: " + e.getMessage(), e);
    }
  }

  private String send(String method, String path, Supplier<JsonObject> body)
      throws PeerUnavailable, PeerRefused {
    URI url = api.resolve(path);
    String token = identity.tokenForCcm();
    long askedNs = clock.askedNs();
    try {
      return http.send(method, url, token, body.get());
    } catch (PeerRefused e) {
      clock.told(provenTime(e, token), askedNs);
      return http.send(method, url, identity.tokenForCcm(), body.get());
    }
  }

  /** What time it is at the CCM; any other refusal stays what it is. */
  private Instant provenTime(PeerRefused refused, String sent) throws PeerRefused {
    String proof =
        refused
            .problem()
            .flatMap(problem -> problem.optionalText("ccmTime"))
            .orElseThrow(() -> refused);
    try {
      return identity.timeOf(proof, sent);
    } catch (TokenRejected e) {
      LOG.log(Level.WARNING, "what says to be the CCM''s time is not: {0}", e.getMessage());
      throw refused;
    }
  }
}
