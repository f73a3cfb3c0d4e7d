package org.contentmover.agent.ccm;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.security.ServerIdentity;
import org.contentmover.content.trust.CcmKeyRing;

/**
 * Makes this server known to the CCM with the one-time token and pins the CCM's keys (UI-4). One
 * attempt at a time; the caller waits in between as long as the result says.
 */
public final class Enrolment {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final AgentConfiguration configuration;
  private final ServerIdentity identity;
  private final JsonOverHttp http;
  private final Consumer<String> segmentKeys;
  private Duration pause = FIRST_PAUSE;
  private volatile String problem = "not tried yet";

  /**
   * The enrolment of one server.
   *
   * @param segmentKeys takes the keys of the segment, sealed for this server's box as they came
   */
  public Enrolment(
      AgentConfiguration configuration,
      ServerIdentity identity,
      JsonOverHttp http,
      Consumer<String> segmentKeys) {
    this.configuration = configuration;
    this.identity = identity;
    this.http = http;
    this.segmentKeys = segmentKeys;
  }

  /** What keeps this server from being enrolled, for an administrator; "" when it is. */
  public String problem() {
    return identity.enrolled() ? "" : problem;
  }

  /**
   * Tries once.
   *
   * @return how long to wait before the next try; zero when enrolled
   */
  public synchronized Duration attempt() {
    if (identity.enrolled()) {
      return Duration.ZERO;
    }
    if (configuration.enrolmentToken().isEmpty()) {
      problem = "no ccm.enrolment.token is configured; make one in the CCM's console";
      return LONGEST_PAUSE;
    }
    URI url = URI.create(configuration.ccmUrl() + "/api/v1/enrolments");
    try {
      Fields answer =
          Fields.parse(http.send("POST", url, configuration.enrolmentToken(), request()));
      identity.pinCcm(answer.parsed("ccmKeyRing", CcmKeyRing::parse));
      answer
          .optionalNested("segmentKeys")
          .flatMap(handout -> handout.optionalText("sealed"))
          .ifPresent(segmentKeys);
      return Duration.ZERO;
    } catch (PeerRefused e) {
      problem =
          "the CCM refused the enrolment ("
              + e.getMessage()
              + ")"
              + (e.concernsCredential() ? "; " + howToGetAnother() : "");
      return LONGEST_PAUSE;
    } catch (PeerUnavailable | MalformedMessage e) {
      problem = "the CCM cannot be reached or understood: " + e.getMessage();
    } catch (IOException e) {
      problem = "the CCM's key cannot be written to the state directory: " + e;
    }
    Duration now = pause;
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    return now;
  }

  /** Whatever else is refused, the CCM says itself what to do about it. */
  private String howToGetAnother() {
    return "make a new ccm.enrolment.token in its console; if this server's key was lost, revoke it"
        + " first by POST "
        + configuration.ccmUrl()
        + "/api/v1/servers/"
        + configuration.server()
        + "/revocation";
  }

  private JsonObject request() {
    JsonObjectBuilder request =
        Json.createObjectBuilder()
            .add("server", configuration.server().value())
            .add("segment", configuration.segment().value())
            .add("role", configuration.role().name().toLowerCase(Locale.ROOT))
            .add("agentUrl", configuration.agentUrl().toString())
            .add("publicKey", identity.ownPublicKey());
    if (configuration.role().joinsSegment()) {
      request.add("box", identity.boxToken());
    }
    return request.build();
  }
}
