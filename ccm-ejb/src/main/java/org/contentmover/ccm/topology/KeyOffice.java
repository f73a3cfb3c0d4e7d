package org.contentmover.ccm.topology;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.security.KeyVault;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.KeyedView;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.rekey.KeyRotation;

/**
 * Where the keys of segments are made, kept and dropped, as {@link KeyRotation} decides (EL-7). All
 * in the caller's transaction; what is changed is changed under the lock of its segment's line.
 */
@ApplicationScoped
public class KeyOffice {
  /** A server that asked within this time is there, whatever its leader reports. */
  static final Duration PRESENT = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(KeyOffice.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;
  private static final String BOX_AUDIENCE = "segment-keys";
  private static final int CALM_SECONDS = 10;
  private static final int ROTATING_SECONDS = 2;

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;
  @Inject private KeyVault vault;
  @Inject private CcmKeyChain ccmKeys;

  /** A segment that has just come into being is keyed. */
  void found(String segment, Actor by) {
    SegmentKeying keying = new SegmentKeying(segment, KeyRotation.keyed(clock.millis()));
    entities.persist(keying);
    // Its keys refer to this line, and JPA knows of no order between the two.
    entities.flush();
    make(segment, keying.rotation(), "the segment is new", by);
  }

  SegmentKeying keying(String segment) {
    SegmentKeying keying = entities.find(SegmentKeying.class, segment);
    if (keying == null) {
      throw new NotFound("segment", segment);
    }
    return keying;
  }

  SegmentKeying lock(String segment) {
    SegmentKeying keying = keying(segment);
    entities.lock(keying, LockModeType.PESSIMISTIC_WRITE);
    entities.refresh(keying);
    return keying;
  }

  KeyedView shortly(String segment) {
    SegmentKeying keying = keying(segment);
    KeyRotation rotation = keying.rotation();
    SegmentKey current = entities.find(SegmentKey.class, current(rotation, segment));
    return new KeyedView(
        rotation.isOpen(),
        rotation.sending(),
        current == null ? null : current.sendingSince,
        !rotation.isResting());
  }

  private static SegmentKey.Key current(KeyRotation rotation, String segment) {
    return new SegmentKey.Key(segment, rotation.sending());
  }

  /** A server left that has what the others have: every key it can know is replaced at once. */
  void serverRemoved(String server, String segment, Actor by) {
    SegmentKeying keying = lock(segment);
    change(
        keying,
        keying.rotation().serverRemoved(clock.millis()),
        "server \"" + server + "\" is removed",
        by);
  }

  /** Makes, switches and drops keys so that a segment's servers come to have this. */
  void change(SegmentKeying keying, KeyRotation next, String why, Actor by) {
    KeyRotation before = keying.rotation();
    String segment = keying.segment;
    keying.set(next);
    for (int id : before.takes()) {
      if (id != KeyRotation.PLAIN && !next.takes().contains(id)) {
        entities.remove(entities.find(SegmentKey.class, new SegmentKey.Key(segment, id)));
        note(by, "segment-key.drop", segment, "key " + id + ": " + why);
      }
    }
    make(segment, next, why, by);
    if (next.sending() != before.sending()) {
      note(by, "segment-key.send", segment, words(next.sending()) + ": " + why);
    }
  }

  /**
   * A server has what was not handed out by this database: it is a restored backup. Servers take
   * nothing older than they have, so what is held here has to count above that.
   */
  void reissue(SegmentKeying keying, String server, long ring, int usedId) {
    KeyRotation before = keying.rotation();
    keying.set(before.reissued(ring, usedId));
    KeyRotation next = keying.rotation();
    note(
        Actor.CCM,
        "segment-key.reissue",
        keying.segment,
        "server \""
            + server
            + "\" tells that it has ring "
            + ring
            + (ring == before.revision() ? ", another one than here," : "")
            + " and key ids up to "
            + usedId
            + ", here was ring "
            + before.revision()
            + ", key ids up to "
            + before.lastId()
            + "; all servers get ring "
            + next.revision()
            + ". Unless a backup of the CCM was restored, look at that server");
  }

  private void make(String segment, KeyRotation rotation, String why, Actor by) {
    for (int id : rotation.takes()) {
      SegmentKey key = entities.find(SegmentKey.class, new SegmentKey.Key(segment, id));
      if (id != KeyRotation.PLAIN && key == null) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        key =
            new SegmentKey(segment, id, vault.seal(purpose(segment, id), secret), clock.instant());
        entities.persist(key);
        note(by, "segment-key.make", segment, "key " + id + ": " + why);
      }
      if (key != null && id == rotation.sending()) {
        key.sealed(clock.instant());
      }
    }
  }

  private void note(Actor by, String action, String segment, String detail) {
    audit.record(by, action, segment, detail);
    LOG.log(System.Logger.Level.INFO, "Segment {0}: {1}, {2}.", segment, action, detail);
  }

  private static String words(int id) {
    return id == KeyRotation.PLAIN ? "open, without a seal" : "key " + id;
  }

  private static String purpose(String segment, int id) {
    return "key " + id + " of segment " + segment;
  }

  /**
   * What a server is to have.
   *
   * @param box token of the server with the address of its key box
   * @param ring what it has; it gets nothing when that is right
   */
  KeyHandout handOut(Server server, String box, long ring) {
    SignedToken token = boxOf(server, box);
    try {
      token.requireTimely(clock.instant(), SignedToken.IDENTITY_LIFETIME);
    } catch (TokenRejected e) {
      throw refused(server, e);
    }
    return handOut(server, token, ring);
  }

  /**
   * What a server is to have that enrols just now. Its one-time secret says that this is no
   * recording; what time it is here it cannot know yet.
   */
  KeyHandout handOutFirst(Server server, String box) {
    return handOut(server, boxOf(server, box), 0);
  }

  private KeyHandout handOut(Server server, SignedToken box, long ring) {
    String address = box.claims().subject();
    if (!address.equals(server.box)) {
      moveTo(server, address);
    }
    SegmentKeying keying = keying(server.segment);
    KeyRotation rotation = keying.rotation();
    return new KeyHandout(
        rotation.revision(),
        ring == rotation.revision()
            ? null
            : KeyBox.seal(ccmKeys.current(), address, letter(server, keying)),
        rotation.isResting() ? CALM_SECONDS : ROTATING_SECONDS);
  }

  private void moveTo(Server server, String address) {
    try {
      KeyBox.requireAddress(address);
    } catch (IllegalArgumentException e) {
      throw NotAllowed.action(
          "The key box of server \"" + server.name + "\" is not accepted: " + e.getMessage() + ".");
    }
    server.told(address);
    audit.record(Actor.server(server.name), "server.box", server.name, "key box " + address);
  }

  /**
   * Whether that is the ring in force, to the letter; the revision alone does not tell, since a
   * restored database counts the same numbers again.
   *
   * @param digest as the server told it
   */
  boolean isInForce(Server server, SegmentKeying keying, String digest) {
    byte[] letter = letter(server, keying).getBytes(StandardCharsets.UTF_8);
    return ContentHash.sha256(letter).hex().equals(digest);
  }

  private static SignedToken boxOf(Server server, String box) {
    try {
      SignedToken token =
          SignedToken.authentic(
              box == null ? "" : box,
              id ->
                  id.equals(server.keyId)
                      ? Optional.of(Ed25519Keys.decodePublic(server.publicKey))
                      : Optional.empty(),
              BOX_AUDIENCE);
      if (token.claims().issuer().equals(server.name)) {
        return token;
      }
      throw NotAllowed.action("The key box is another server's.");
    } catch (TokenRejected e) {
      throw refused(server, e);
    }
  }

  private static NotAllowed refused(Server server, TokenRejected reason) {
    return NotAllowed.action(
        "The key box of server \""
            + server.name
            + "\" is not accepted: "
            + reason.getMessage()
            + ".");
  }

  /** The ring; opened in the box of one server only. */
  private String letter(Server server, SegmentKeying keying) {
    KeyRotation rotation = keying.rotation();
    SortedSet<Integer> takes = new TreeSet<>(rotation.takes());
    boolean plain = takes.remove(KeyRotation.PLAIN);
    JsonArrayBuilder keys = Json.createArrayBuilder();
    for (int id : takes) {
      SegmentKey key = entities.find(SegmentKey.class, new SegmentKey.Key(keying.segment, id));
      if (key == null) {
        throw new Conflict(
            "The keys of segment \"" + keying.segment + "\" changed just now. Ask again.");
      }
      byte[] secret = vault.open(purpose(keying.segment, id), key.sealedSecret);
      keys.add(
          Json.createObjectBuilder().add("id", id).add("secret", HexFormat.of().formatHex(secret)));
    }
    return Json.createObjectBuilder()
        .add("server", server.name)
        .add("segment", keying.segment)
        .add("ring", rotation.revision())
        .add("sending", rotation.sending())
        .add("plain", plain)
        .add("encrypts", keying.encrypts)
        .add("keys", keys)
        .build()
        .toString();
  }

  /** Servers that were not revoked, with what each told; null for one that never did. */
  Map<Server, ServerKeys> holders(String segment) {
    Map<Server, ServerKeys> holders = new HashMap<>();
    for (Server server : SegmentMembers.of(entities, segment)) {
      holders.put(server, entities.find(ServerKeys.class, server.name));
    }
    return holders;
  }

  /** Whether a rotation waits for this server: it is there, and takes its keys from the CCM. */
  static boolean isAwaited(Server server, ServerKeys told, Instant now) {
    boolean own = told != null && told.source == KeySourceKind.FILE;
    boolean asked = told != null && told.askedAt.plus(PRESENT).isAfter(now);
    return !own && (server.isUp() || asked);
  }
}
