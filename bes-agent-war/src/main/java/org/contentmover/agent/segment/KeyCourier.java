package org.contentmover.agent.segment;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.KeyAnswer;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.agent.security.ServerIdentity;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.core.ids.ServerName;

/**
 * Tells the CCM which segment keys this server has, and fetches those it lacks (EL-7). What was
 * fetched is used before it is told: the CCM lets the others seal with a key when it is told. One
 * thread at a time.
 */
public final class KeyCourier {
  private static final Logger LOG = Logger.getLogger(KeyCourier.class.getName());
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** The CCM may go on while it is told; more at once would be an error of it. */
  private static final int MOST_AT_ONCE = 4;

  private final ServerName server;
  private final ServerIdentity identity;
  private final KeySource keys;
  private final Ccm ccm;
  private final Clock clock;
  private final BooleanSupplier use;
  private Instant due = Instant.MIN;
  private volatile String problem = "";
  private String logged = "";

  /**
   * Has told nothing yet.
   *
   * @param use makes the segment use the keys there are; whether it does when this returns
   */
  public KeyCourier(
      ServerName server,
      ServerIdentity identity,
      KeySource keys,
      Ccm ccm,
      Clock clock,
      BooleanSupplier use) {
    this.server = server;
    this.identity = identity;
    this.keys = keys;
    this.ccm = ccm;
    this.clock = clock;
    this.use = use;
  }

  /** What keeps this server from the keys it should have, "" for nothing. */
  public String problem() {
    return problem;
  }

  /** Takes what came with the enrolment; what is wrong with it is asked for again. */
  public void received(String sealed) {
    try {
      take(sealed);
    } catch (MalformedMessage | IOException e) {
      logOnce("the segment keys of the enrolment cannot be used: " + e.getMessage());
    }
  }

  /** Opens what the CCM sealed for this server and keeps it; whether it is newer. */
  private boolean take(String sealed) throws MalformedMessage, IOException {
    try {
      return keys.take(identity.box().open(sealed, identity));
    } catch (TokenRejected e) {
      throw new MalformedMessage("the keys handed out are not accepted: " + e.getMessage());
    }
  }

  /** Tells and asks, when it is time for it; waits for the CCM's answer. */
  public synchronized void askWhenDue() {
    if (!clock.instant().isBefore(due)) {
      ask();
    }
  }

  /** Tells and asks; waits for the CCM's answer. */
  public synchronized void ask() {
    due = clock.instant().plus(AFTER_FAILURE);
    readOwn();
    try {
      for (int i = 0; i < MOST_AT_ONCE; i++) {
        KeyAnswer answer = ccm.tellKeys(server, this::presence);
        Duration pause = answer.askAgain();
        due = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        if (answer.sealed().isEmpty() || !isNews(answer.sealed().get()) || !use.getAsBoolean()) {
          break;
        }
      }
      problem = "";
    } catch (PeerUnavailable e) {
      // The keys this server has are as good as before.
      problem = "";
      logOnce("the CCM cannot be asked for segment keys: " + e.getMessage());
    } catch (PeerRefused | MalformedMessage e) {
      problem = "the CCM hands out no segment keys that can be used: " + e.getMessage();
      logOnce(problem);
    } catch (IOException e) {
      problem = "the segment keys cannot be kept in the state directory: " + e;
      logOnce(problem);
    }
  }

  /** Whether there is something to use: what was handed out now, or earlier and never used. */
  private boolean isNews(String sealed) throws MalformedMessage, IOException {
    return take(sealed) || keys.inUse().ring() != keys.ring();
  }

  private void readOwn() {
    try {
      keys.read();
    } catch (IOException e) {
      // Whoever joins says it; a ring that is damaged is replaced by what is asked for now.
      LOG.log(Level.FINE, "own keys cannot be read", e);
    }
  }

  private JsonObject presence() {
    JsonArrayBuilder holds = Json.createArrayBuilder();
    KeysInUse inUse = keys.inUse();
    inUse.takes().forEach(holds::add);
    return Json.createObjectBuilder()
        .add("box", identity.boxToken())
        .add("source", keys.isFile() ? "FILE" : "CCM")
        .add("ring", inUse.ring())
        .add("digest", inUse.digest().isEmpty() ? JsonValue.NULL : Json.createValue(inUse.digest()))
        .add("holds", holds)
        .add("sending", inUse.sending())
        .build();
  }

  /** Repeated every few seconds as long as it lasts: one line is enough. */
  private synchronized void logOnce(String failure) {
    if (!failure.equals(logged)) {
      LOG.log(Level.WARNING, failure);
    }
    logged = failure;
  }
}
