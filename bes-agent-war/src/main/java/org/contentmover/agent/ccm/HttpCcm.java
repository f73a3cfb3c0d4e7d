package org.contentmover.agent.ccm;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/** The CCM over HTTP; every call carries a fresh token signed with this server's key. */
public final class HttpCcm implements Ccm {
  private final JsonOverHttp http;
  private final URI api;
  private final Supplier<String> ownToken;

  /**
   * Speaks to one CCM.
   *
   * @param ccmUrl without trailing slash
   * @param ownToken issues a token for one request
   */
  public HttpCcm(JsonOverHttp http, URI ccmUrl, Supplier<String> ownToken) {
    this.http = http;
    this.api = URI.create(ccmUrl + "/api/v1/");
    this.ownToken = ownToken;
  }

  @Override
  public void reportSegment(SegmentName segment, JsonObject report)
      throws PeerUnavailable, PeerRefused {
    send("POST", "segments/" + segment + "/reports", report);
  }

  @Override
  public void reportPresence(ServerName server, JsonObject member)
      throws PeerUnavailable, PeerRefused {
    send("PUT", "servers/" + server + "/presence", member);
  }

  @Override
  public Optional<NextLeader> nextLeader(UUID distribution, JsonObject question)
      throws PeerUnavailable, PeerRefused {
    String answer = send("POST", "distributions/" + distribution + "/edges", question);
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
    send("POST", "distributions/" + distribution + "/reports", report);
  }

  @Override
  public KeyAnswer tellKeys(ServerName server, JsonObject presence)
      throws PeerUnavailable, PeerRefused {
    String answer = send("PUT", "servers/" + server + "/segment-keys", presence);
    try {
      return KeyAnswer.read(Fields.parse(answer));
    } catch (MalformedMessage e) {
      throw new PeerUnavailable("the CCM's answer about keys is unreadable: " + e.getMessage(), e);
    }
  }

  private String send(String method, String path, JsonObject body)
      throws PeerUnavailable, PeerRefused {
    return http.send(method, api.resolve(path), ownToken.get(), body);
  }
}
