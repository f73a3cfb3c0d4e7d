package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.KeyPolicy;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.ccm.topology.view.SegmentKeysView;
import org.contentmover.core.rekey.KeyRotation;
import org.contentmover.core.rekey.RotationStep;
import org.contentmover.core.text.Counted;

/** The keys of segments in the database. */
@Stateless
public class SegmentKeysBean implements SegmentKeys {
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOST_PATIENCE = Duration.ofDays(7);
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_HELD = 9;
  private static final String DIGEST = "[0-9a-f]{64}";

  /** So much a database restored from a backup may lack; a lie takes the others no further. */
  private static final int MOST_AHEAD = 4_096;

  @PersistenceContext private EntityManager entities;
  @Inject private KeyOffice office;
  @Inject private AuditLog audit;
  @Inject private Clock clock;

  @Override
  public SegmentKeysView view(String segment) {
    SegmentKeying keying = office.keying(Names.segment("segment", segment));
    List<SegmentKey> keys =
        entities
            .createQuery(
                "select k from SegmentKey k where k.segment = :segment order by k.id",
                SegmentKey.class)
            .setParameter("segment", segment)
            .getResultList();
    return KeyViews.of(
        keying, office.shortly(segment), keys, office.holders(segment), clock.instant());
  }

  @Override
  public SegmentKeysView change(
      String segment, SegmentKeySettings wanted, Long expectedRevision, Actor by) {
    require(wanted);
    SegmentKeying keying = office.lock(Names.segment("segment", segment));
    Revisions.require("keys of segment", segment, expectedRevision, keying.revision);
    KeyRotation rotation = keying.rotation();
    if (wanted.policy() != KeyViews.policy(rotation)) {
      requireResting(segment, rotation);
      office.change(
          keying,
          wanted.policy() == KeyPolicy.OPEN
              ? rotation.toOpen(clock.millis())
              : rotation.toNewKey(clock.millis()),
          wanted.policy() == KeyPolicy.OPEN ? "the segment is to be open" : "it is to be keyed",
          by);
    }
    if (wanted.encrypts() != keying.encrypts) {
      KeyRotation now = keying.rotation();
      keying.set(now.reissued(now.revision(), now.lastId()));
    }
    keying.settle(wanted);
    audit.record(by, "segment-key.settings", segment, wanted.toString());
    entities.flush();
    return view(segment);
  }

  private static void require(SegmentKeySettings wanted) {
    if (wanted.policy() == null) {
      throw new Invalid("policy", null, "OPEN or KEYED");
    }
    if (wanted.rotateEveryDays() < 0 || wanted.rotateEveryDays() > MOST_DAYS) {
      throw new Invalid(
          "rotateEveryDays",
          wanted.rotateEveryDays(),
          "1 to " + MOST_DAYS + ", or 0 to rotate only when somebody asks");
    }
    Duration patience = wanted.patience();
    if (patience == null
        || patience.compareTo(LEAST_PATIENCE) < 0
        || patience.compareTo(MOST_PATIENCE) > 0) {
      throw new Invalid("patience", patience, "10 seconds (PT10S) to 7 days (P7D)");
    }
  }

  @Override
  public SegmentKeysView rotate(String segment, Actor by) {
    SegmentKeying keying = office.lock(Names.segment("segment", segment));
    KeyRotation rotation = keying.rotation();
    requireResting(segment, rotation);
    if (rotation.isOpen()) {
      throw new Conflict(
          "Segment \""
              + segment
              + "\" is open and has no key to rotate. Set its policy to KEYED to give it one.");
    }
    office.change(keying, rotation.toNewKey(clock.millis()), "somebody asked for it", by);
    entities.flush();
    return view(segment);
  }

  private static void requireResting(String segment, KeyRotation rotation) {
    if (!rotation.isResting()) {
      throw new Conflict(
          "A rotation of the keys of segment \""
              + segment
              + "\" runs, step "
              + rotation.step()
              + " since "
              + Instant.ofEpochMilli(rotation.sinceMillis())
              + ". Wait for its end; GET /api/v1/segments/"
              + segment
              + "/keys shows which servers it waits for.");
    }
    if (rotation.lastId() == KeyRotation.MAX_ID) {
      throw new Conflict(
          "Segment \""
              + segment
              + "\" has used all "
              + KeyRotation.MAX_ID
              + " key ids. Enrol its servers into a segment of another name.");
    }
  }

  @Override
  public KeyHandout present(String name, KeyPresence presence, String reporter) {
    if (!name.equals(reporter)) {
      throw NotAllowed.action("Server \"" + reporter + "\" may ask for its own keys only.");
    }
    require(presence);
    Server server = entities.find(Server.class, name);
    if (server == null) {
      throw new NotFound("server", name);
    }
    SegmentKeying keying = lockFor(server);
    ServerKeys told = entities.find(ServerKeys.class, name);
    if (told == null) {
      told = new ServerKeys(name);
      entities.persist(told);
    }
    told.told(presence, clock.instant());
    long held = keying.rotation().revision();
    if (presence.source() == KeySourceKind.FILE) {
      return office.handOut(server, presence.box(), held);
    }
    if (presence.ring() > held || isAnotherRing(server, keying, presence)) {
      int usedId = presence.holds().stream().reduce(presence.sending(), Math::max);
      requirePlausible(presence.ring(), usedId, keying.rotation());
      office.reissue(keying, name, presence.ring(), usedId);
      entities.flush();
    }
    return office.handOut(server, presence.box(), presence.ring());
  }

  private boolean isAnotherRing(Server server, SegmentKeying keying, KeyPresence presence) {
    return presence.ring() == keying.rotation().revision()
        && presence.digest() != null
        && !office.isInForce(server, keying, presence.digest());
  }

  /** Under the lock a revocation takes, too: who is revoked gets no key made because of it. */
  private SegmentKeying lockFor(Server server) {
    String segment = server.segment;
    SegmentKeying keying = office.lock(segment);
    entities.refresh(server);
    if (server.revoked) {
      throw NotAllowed.action(
          "Server \"" + server.name + "\" is revoked and gets no keys. Enrol it anew.");
    }
    if (!server.segment.equals(segment)) {
      throw new Conflict("Server \"" + server.name + "\" changed its segment just now. Ask again.");
    }
    return keying;
  }

  private static void requirePlausible(long ring, int usedId, KeyRotation rotation) {
    requireAtMost("ring", ring, rotation.revision() + MOST_AHEAD);
    requireAtMost("holds", usedId, (long) rotation.lastId() + MOST_AHEAD);
  }

  private static void requireAtMost(String field, long found, long most) {
    if (found > most) {
      throw new Invalid(
          field,
          found,
          "at most "
              + most
              + " in this segment. Stop the agent, remove segment-keys.json from its state"
              + " directory and start it: it gets its keys anew");
    }
  }

  private static void require(KeyPresence presence) {
    if (presence.source() == null) {
      throw new Invalid("source", null, "CCM or FILE");
    }
    if (presence.ring() < 0) {
      throw new Invalid("ring", presence.ring(), "0 or more");
    }
    if (presence.digest() != null && !presence.digest().matches(DIGEST)) {
      throw new Invalid("digest", presence.digest(), "64 hexadecimal digits (0-9, a-f), or null");
    }
    if (presence.holds().size() > MOST_HELD
        || presence.holds().stream().anyMatch(id -> !isId(id))) {
      throw new Invalid(
          "holds",
          presence.holds(),
          "at most " + MOST_HELD + " key ids, each 0 to " + KeyRotation.MAX_ID);
    }
    if (!isId(presence.sending())) {
      throw new Invalid("sending", presence.sending(), "a key id, 0 to " + KeyRotation.MAX_ID);
    }
  }

  private static boolean isId(int id) {
    return id >= KeyRotation.PLAIN && id <= KeyRotation.MAX_ID;
  }

  @Override
  public List<String> active() {
    return entities
        .createQuery(
            "select k.segment from SegmentKeying k where k.rotateDays > 0 or k.step <> :resting"
                + " order by k.segment",
            String.class)
        .setParameter("resting", RotationStep.RESTING)
        .getResultList();
  }

  @Override
  public void advance(String segment) {
    SegmentKeying keying = office.lock(segment);
    KeyRotation rotation = keying.rotation();
    Instant now = clock.instant();
    if (rotation.isResting()) {
      if (isDue(keying, rotation, now)) {
        office.change(
            keying,
            rotation.toNewKey(now.toEpochMilli()),
            "the key is " + Counted.of(keying.rotateDays, "day") + " old",
            Actor.CCM);
      }
      return;
    }
    Map<Server, ServerKeys> holders = office.holders(segment);
    boolean allHold =
        holders.entrySet().stream()
            .filter(one -> KeyOffice.isAwaited(one.getKey(), one.getValue(), now))
            .allMatch(one -> one.getValue() != null && one.getValue().ring == rotation.revision());
    rotation
        .advance(now.toEpochMilli(), allHold, keying.patienceMillis)
        .ifPresent(
            next ->
                office.change(
                    keying,
                    next,
                    allHold
                        ? "all servers that are there have it"
                        : "the time for absent servers is over",
                    Actor.CCM));
  }

  private boolean isDue(SegmentKeying keying, KeyRotation rotation, Instant now) {
    if (keying.rotateDays == 0 || rotation.isOpen()) {
      return false;
    }
    Duration age = Duration.ofDays(keying.rotateDays);
    return Optional.ofNullable(office.shortly(keying.segment).since())
        .map(since -> !now.isBefore(since.plus(age)))
        .orElse(true);
  }
}
