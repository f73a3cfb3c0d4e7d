package org.contentmover.core.guard;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.contentmover.core.guard.Acquaintances.Stranger;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ControlCarrier;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * The edge between a member and its network (EL-7, LD-9, LD-12): seals what the member sends, and
 * lets in only what is authentic, new, and of a sender that has proven to live now. Without keys it
 * lets everything pass as it is.
 *
 * <p>Threading: one thread owns it, the member's. Time: the monotonic clock in nanoseconds; call
 * {@link #onTimer} at {@link #nextDeadlineNs}. Errors: no datagram makes it throw; what is refused
 * is counted. A frame costs no object but those the JDK makes for its code.
 */
public final class SegmentGuard implements ControlCarrier {
  /** What {@link #nextDeadlineNs} gives when no time limit runs. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** What {@link #seal} adds to a data frame. */
  public static final int FRAME_OVERHEAD_BYTES = Envelope.frameBytes();

  /** What {@link #seal} adds to any datagram, at most. */
  public static final int MAX_OVERHEAD_BYTES = Envelope.maxBytes();

  private static final long MS = 1_000_000;
  private static final long[] HELLOS_AFTER_NS = {20 * MS, 150 * MS, 400 * MS};
  private static final int MARK_AT = 4;
  private static final int INCARNATION_AT = 12;

  private final ServerName server;
  private final long incarnation;
  private final long segmentMark;
  private final RandomGenerator random;
  private final ControlCarrier network;
  private final GuardCounters counters = new GuardCounters();
  private final Acquaintances acquaintances;
  private final KnownSender self;
  private final Sealer sealer;
  private final int controlOverheadBytes;

  private KeyRing ring;
  private KeySchedule schedule;
  private int hellosSent = HELLOS_AFTER_NS.length;
  private long helloAtNs = NO_DEADLINE;

  /**
   * A guard that has not started.
   *
   * @param segment whose keys they are
   * @param server this server
   * @param address where it receives unicast datagrams
   * @param incarnation as in every datagram of this member: drawn at random at every start, because
   *     the keys of this life are derived from it
   * @param ring the keys
   * @param random unpredictable, because it makes the questions; seeded in simulations
   * @param network takes datagrams as they travel
   */
  public SegmentGuard(
      SegmentName segment,
      ServerName server,
      PeerAddress address,
      long incarnation,
      KeyRing ring,
      RandomGenerator random,
      ControlCarrier network) {
    this.server = server;
    this.incarnation = incarnation;
    this.segmentMark = DatagramHeader.segmentKey(segment);
    this.random = random;
    this.network = network;
    this.acquaintances = new Acquaintances(incarnation, random, counters, new Messages());
    this.controlOverheadBytes = Envelope.controlBytes(address);
    this.sealer = new Sealer(server, address, incarnation, segmentMark);
    this.self = new KnownSender(server);
    self.prove(incarnation, 0, 0);
    take(ring);
  }

  private void take(KeyRing newRing) {
    ring = newRing;
    schedule = new KeySchedule(newRing, segmentMark);
    sealer.take(newRing, schedule);
    self.forgetKeys();
    acquaintances.forgetKeys();
  }

  /** Begins: greets the segment, so that everybody has questioned this server when it matters. */
  public void start(long nowNs) {
    if (!ring.isOpen()) {
      hellosSent = 0;
      planHello(nowNs);
    }
  }

  /**
   * Other keys from now on; proven senders stay proven, so a rotation interrupts nothing.
   *
   * @return false when they are the same
   */
  public boolean change(KeyRing newRing, long nowNs) {
    if (newRing.equals(ring)) {
      return false;
    }
    boolean wasOpen = ring.isOpen();
    take(newRing);
    if (wasOpen) {
      start(nowNs);
    }
    return true;
  }

  /** The key this server seals with, {@link KeyRing#PLAIN} for none. */
  public int sendingKeyId() {
    return ring.sendingId();
  }

  /** What a data frame is longer by on the wire, now. */
  public int frameOverheadBytes() {
    return seals() ? FRAME_OVERHEAD_BYTES : 0;
  }

  /** What a control datagram of this server is longer by on the wire, now. */
  public int controlOverheadBytes() {
    return seals() ? controlOverheadBytes : 0;
  }

  private boolean seals() {
    return ring.sendingId() != KeyRing.PLAIN;
  }

  /** Seals and sends; the buffer is given away. */
  @Override
  public void multicastControl(ByteBuffer datagram) {
    network.multicastControl(sealed(datagram));
  }

  /** Seals and sends; the buffer is given away. */
  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    network.unicast(to, sealed(datagram));
  }

  /** A sealed copy; the datagram itself when nothing is sealed. */
  public ByteBuffer sealed(ByteBuffer datagram) {
    return seals() ? sealer.sealedCopy(datagram) : datagram;
  }

  /**
   * Seals in place: the buffer's limit moves by {@link #MAX_OVERHEAD_BYTES} at most. It must have
   * an array, and room.
   */
  public void seal(ByteBuffer datagram) {
    if (seals()) {
      sealer.seal(datagram);
    }
  }

  /**
   * Opens in place a datagram that came in.
   *
   * @param datagram must have an array; when true is given it is as it was before it was sealed
   * @return whether it is for the member; false: it was refused and counted, or was for the guard
   */
  public boolean open(ByteBuffer datagram, long nowNs) {
    if (DatagramHeader.peekType(datagram) == DatagramHeader.NO_TYPE
        || datagram.remaining() <= Envelope.FLAGS_AT) {
      return ring.acceptsPlain() || refuse(GuardRefusal.MALFORMED);
    }
    int flags = Envelope.flags(datagram);
    if ((flags & Envelope.SEALED) == 0) {
      return ring.acceptsPlain() || refuse(GuardRefusal.PLAIN);
    }
    if (ring.isOpen()) {
      return refuse(GuardRefusal.NO_KEY);
    }
    if ((flags & ~(Envelope.SEALED | Envelope.ENCRYPTED)) != 0) {
      return refuse(GuardRefusal.MALFORMED);
    }
    return Envelope.isFrame(Envelope.type(datagram))
        ? openFrame(datagram)
        : openControl(datagram, nowNs);
  }

  private boolean refuse(GuardRefusal reason) {
    counters.refused(reason);
    return false;
  }

  private boolean openFrame(ByteBuffer frame) {
    int envelopeAt = Envelope.start(frame, true, FrameHeader.BYTES);
    if (envelopeAt < 0) {
      return refuse(GuardRefusal.MALFORMED);
    }
    int keyId = Envelope.keyId(frame);
    if (!schedule.has(keyId)) {
      return refuse(GuardRefusal.UNKNOWN_KEY);
    }
    long sender = Envelope.incarnation(frame, envelopeAt);
    KnownSender known = sender == incarnation ? self : acquaintances.proven(sender);
    if (known == null) {
      return refuse(GuardRefusal.UNPROVEN);
    }
    StreamKey key = known.key(keyId, schedule);
    if (!verifies(key, frame)) {
      return refuse(GuardRefusal.FORGED);
    }
    long counter = Envelope.counter(frame);
    GuardRefusal reason = known.take(Lane.DATA, counter);
    if (reason != null) {
      return refuse(reason);
    }
    decrypt(key, frame, envelopeAt, Lane.DATA, counter);
    strip(frame, envelopeAt);
    counters.opened++;
    return true;
  }

  private boolean openControl(ByteBuffer datagram, long nowNs) {
    int envelopeAt = Envelope.start(datagram, false, Sealer.NAME_AT + 1);
    if (envelopeAt < 0) {
      return refuse(GuardRefusal.MALFORMED);
    }
    int start = datagram.position();
    WireReader in =
        new WireReader(datagram.slice(start + Sealer.NAME_AT, envelopeAt - start - Sealer.NAME_AT));
    ServerName name = in.serverName();
    PeerAddress from = Envelope.address(datagram, envelopeAt);
    if (name == null || from == null) {
      return refuse(GuardRefusal.MALFORMED);
    }
    if (datagram.getLong(start + MARK_AT) != segmentMark) {
      return refuse(GuardRefusal.OTHER_SEGMENT);
    }
    int keyId = Envelope.keyId(datagram);
    if (!schedule.has(keyId)) {
      return refuse(GuardRefusal.UNKNOWN_KEY);
    }
    long life = datagram.getLong(start + INCARNATION_AT);
    KnownSender known =
        life == incarnation && name.equals(server) ? self : acquaintances.find(name);
    StreamKey key = keyOf(known, keyId, name, life);
    if (!verifies(key, datagram)) {
      return refuse(GuardRefusal.FORGED);
    }
    long counter = Envelope.counter(datagram);
    boolean proven = known != null && known.isProven(life);
    GuardRefusal reason = proven ? known.take(Lane.CONTROL, counter) : null;
    if (reason != null) {
      return refuse(reason);
    }
    decrypt(key, datagram, envelopeAt, Lane.CONTROL, counter);
    strip(datagram, envelopeAt);
    Stranger sender = new Stranger(name, life, from, keyId, key);
    int type = Envelope.type(datagram);
    if (Handshake.isType(type)) {
      if (known != self) {
        onHandshake(type, sender, proven, counter, datagram, nowNs);
      }
      return false;
    }
    if (!proven) {
      acquaintances.onStranger(sender, true, nowNs);
      return refuse(GuardRefusal.UNPROVEN);
    }
    counters.opened++;
    return true;
  }

  private StreamKey keyOf(KnownSender known, int keyId, ServerName name, long life) {
    if (known != null && known.isProven(life)) {
      return known.key(keyId, schedule);
    }
    Candidate candidate = known == null ? null : known.candidate(life);
    return candidate != null && candidate.keyId == keyId
        ? candidate.key
        : schedule.derive(keyId, name, life);
  }

  private void onHandshake(
      int type, Stranger sender, boolean proven, long counter, ByteBuffer datagram, long nowNs) {
    WireReader in =
        new WireReader(
            datagram.slice(
                datagram.position() + Sealer.headerBytes(datagram, false),
                datagram.remaining() - Sealer.headerBytes(datagram, false)));
    switch (type) {
      case Handshake.HELLO:
        if (!proven) {
          acquaintances.onStranger(sender, false, nowNs);
        }
        break;
      case Handshake.CHALLENGE:
        Handshake.Challenge challenge = Handshake.Challenge.read(in);
        if (challenge == null) {
          counters.refused(GuardRefusal.MALFORMED);
        } else {
          acquaintances.onChallenge(sender, challenge, sealer.framesSent(), nowNs);
        }
        break;
      case Handshake.PROOF:
        Handshake.Proof proof = Handshake.Proof.read(in);
        if (proof == null) {
          counters.refused(GuardRefusal.MALFORMED);
        } else {
          acquaintances.onProof(sender, proof, counter, sealer.framesSent(), nowNs);
        }
        break;
      default:
        counters.refused(GuardRefusal.MALFORMED);
    }
  }

  private static boolean verifies(StreamKey key, ByteBuffer datagram) {
    return key.verifies(
        datagram.array(),
        datagram.arrayOffset() + datagram.position(),
        datagram.remaining() - Envelope.TAG_BYTES);
  }

  private static void decrypt(
      StreamKey key, ByteBuffer datagram, int envelopeAt, int lane, long counter) {
    if ((Envelope.flags(datagram) & Envelope.ENCRYPTED) != 0) {
      int bodyAt = datagram.position() + Sealer.headerBytes(datagram, lane == Lane.DATA);
      key.crypt(
          datagram.array(), datagram.arrayOffset() + bodyAt, envelopeAt - bodyAt, lane, counter);
    }
  }

  private static void strip(ByteBuffer datagram, int envelopeAt) {
    datagram.limit(envelopeAt);
    Envelope.flags(datagram, 0);
  }

  /** Time has passed {@link #nextDeadlineNs}. Calling it early does no harm. */
  public void onTimer(long nowNs) {
    if (nowNs >= helloAtNs) {
      hellosSent++;
      planHello(nowNs);
      network.multicastControl(sealer.sealedCopy(sealer.begin(Handshake.HELLO).finish()));
    }
    acquaintances.onTimer(nowNs);
  }

  private void planHello(long nowNs) {
    helloAtNs =
        hellosSent < HELLOS_AFTER_NS.length
            ? nowNs + random.nextLong(HELLOS_AFTER_NS[hellosSent])
            : NO_DEADLINE;
  }

  /** When {@link #onTimer} wants to be called next, {@link #NO_DEADLINE} for never. */
  public long nextDeadlineNs() {
    return Math.min(helloAtNs, acquaintances.nextDeadlineNs());
  }

  /** Adds what happened so far, by name; docs/protocol/security.md explains each. */
  public void addCounters(SortedMap<String, Long> byName) {
    counters.addTo(byName);
    byName.put("guard.key", (long) ring.sendingId());
    byName.put("guard.senders", (long) acquaintances.provenCount());
  }

  /** What the handshake sends; sealed even while nothing else is. */
  private final class Messages implements Acquaintances.Output {
    @Override
    public void challenge(PeerAddress to, Handshake.Challenge challenge) {
      WireWriter out = sealer.begin(Handshake.CHALLENGE);
      challenge.write(out);
      network.unicast(to, sealer.sealedCopy(out.finish()));
    }

    @Override
    public void proof(PeerAddress to, Handshake.Proof proof) {
      WireWriter out = sealer.begin(Handshake.PROOF);
      proof.write(out);
      network.unicast(to, sealer.sealedCopy(out.finish()));
    }
  }
}
