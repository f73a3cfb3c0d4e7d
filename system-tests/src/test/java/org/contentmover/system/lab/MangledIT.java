package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.gl.bare.Sha256;
import org.contentmover.system.lab.Stranger.Parcel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Truncated, oversized and reordered datagrams of every type that there is, and frames that fit no
 * session: nothing changes, nothing fails, everything is counted (LD-1, EL-7). They are made of
 * what the members said to each other, all that there is to say; only those of types that do not
 * exist are made of others.
 */
@Tag("lab")
class MangledIT {
  private static final int MEMBERS = Conversation.MEMBERS;
  private static final int STRANGER = MEMBERS + 1;
  private static final int OF_EACH_TYPE = 5;
  private static final int ALL_TYPES = 256;
  private static final int LEADER_ALIVE = 1;
  private static final int HELLO = 24;
  private static final int DATA = 64;
  private static final int TYPE_AT = 2;
  private static final int NAME_AT = 20;
  private static final int MESSAGE_SEAL_BYTES = 31;
  private static final int FRAME_SEAL_BYTES = 32;
  private static final int HUGE_BYTES = 60_000;

  /** Below what is taken of one host, and what its socket holds while a member waits its turn. */
  private static final int PER_SECOND = 200;

  /** A quarter of the rate of a link. */
  private static final int HUGE_PER_SECOND = 50;

  private static final int COPIES = 20;
  private static final int FRAMES_TWICE = 100;
  private static final int CONTENT_BYTES = 2 << 20;

  private static final Predicate<Integer> MESSAGES = type -> type < DATA;
  private static final Predicate<Integer> FRAMES = type -> type >= DATA;

  private static final String WRONG_LENGTH = "mctp.ignored.wrong-length";

  /** To servers that bear the name of its sender, what is cut off later is another's. */
  private static final Set<String> CUT_OFF =
      Set.of(
          "control.ignored.malformed",
          "control.ignored.unknown-type",
          "control.ignored.duplicate-name",
          "mctp.ignored.malformed",
          "mctp.ignored.unknown-type",
          "mctp.ignored.not-leader");

  private static final Set<String> CUT_OFF_FRAMES =
      Set.of("mctp.ignored.too-short", WRONG_LENGTH, "mctp.ignored.unknown-type");
  private static final Set<String> UNKNOWN_TYPE =
      Set.of(
          "control.ignored.unknown-type",
          "control.ignored.duplicate-name",
          "mctp.ignored.unknown-type");

  /** Of an earlier leadership; also said to somebody else, or in the name of who hears it. */
  private static final Set<String> OF_BEFORE =
      Set.of(
          "control.ignored.stale-epoch",
          "control.ignored.not-leader",
          "control.ignored.duplicate-name",
          "control.ignored.malformed",
          "election.leaders-met",
          "mctp.ignored.stale-epoch",
          "mctp.ignored.not-leader",
          "mctp.ignored.own-echo");

  /** Claims, notices to leaders, self-checks, questions and answers are of no leadership. */
  private static final Set<Integer> NOT_COUNTED = Set.of(2, 4, 5, 10, 11);

  private static final String FORGED = "guard.refused.forged";
  private static final String MALFORMED = "guard.refused.malformed";
  private static final String UNPROVEN = "guard.refused.unproven";

  /** Where the seal should be is something else. */
  private static final Set<String> NO_SEAL =
      Set.of(
          FORGED, MALFORMED, UNPROVEN, "guard.refused.unknown-key", "guard.refused.other-segment");

  private static final Set<String> REPEATED =
      Set.of(
          "guard.refused.replayed",
          "guard.refused.too-old",
          UNPROVEN,
          "guard.refused.stale-handshake",
          "guard.challenges.held-back",
          "guard.proofs.sent");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  @TempDir Path directory;

  @Test
  void shouldCountMangledDatagramsOfEveryTypeInAnOpenSegment() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, STRANGER, "100mbit", "3")) {
      Conversation conversation = new Conversation(segment, directory, List.of());
      Map<Integer, List<Parcel>> said = conversation.have().byType(OF_EACH_TYPE);
      assertEquals(Conversation.types(false), said.keySet());
      Everybody everybody = new Everybody(segment);

      // All of it is of earlier lives and an earlier leadership: nobody takes anything of it.
      List<byte[]> known = one(said);
      List<byte[]> unknown = made(said);
      for (List<byte[]> some : List.of(known, unknown)) {
        everybody.count(changed(kind(some, MESSAGES), this::cutOff), CUT_OFF);
        everybody.count(changed(kind(some, FRAMES), this::cutOff), CUT_OFF_FRAMES);
      }
      everybody.count(unknown, UNKNOWN_TYPE);
      everybody.count(changed(unknown, this::lengthened), UNKNOWN_TYPE);
      everybody.count(changed(kind(known, FRAMES), this::lengthened), Set.of(WRONG_LENGTH));
      List<byte[]> whole = new ArrayList<>();
      said.values().forEach(all -> all.forEach(parcel -> whole.add(parcel.bytes())));
      whole.removeIf(datagram -> NOT_COUNTED.contains(type(datagram)));
      everybody.count(changed(kind(whole, MESSAGES), this::lengthened), OF_BEFORE);
      List<byte[]> twice = new ArrayList<>(whole);
      twice.addAll(whole);
      Collections.shuffle(twice, random);
      everybody.count(twice, OF_BEFORE);
      everybody.send(one(said), PER_SECOND);
      everybody.send(changed(one(said), this::lengthened), HUGE_PER_SECOND);
      everybody.assertUnmoved();
      conversation.transfer();
    }
  }

  @Test
  void shouldRefuseMangledDatagramsOfEveryTypeInASegmentWithAKey() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, STRANGER, "100mbit", "3")) {
      List<String> keys = List.of("--keys", segment.keys(1).toString());
      Conversation conversation = new Conversation(segment, directory, keys);
      conversation.have();
      conversation.transfer();
      Map<Integer, List<Parcel>> said = Recording.ofAllLives(directory).byType(OF_EACH_TYPE);
      assertEquals(Conversation.types(true), said.keySet());
      Everybody everybody = new Everybody(segment);

      List<byte[]> everyType = one(said);
      everyType.addAll(made(said));
      assertEquals(ALL_TYPES, everyType.size());
      everybody.count(changed(everyType, this::cutOff), NO_SEAL);
      everybody.count(changed(everyType, this::lengthened), NO_SEAL);
      // The seal is whole, and what is before it is not what was sealed.
      List<byte[]> control = kind(everyType, MESSAGES);
      List<byte[]> frames = kind(everyType, FRAMES);
      everybody.count(changed(control, this::stuffed), Set.of(FORGED));
      everybody.count(changed(control, this::hollowed), Set.of(FORGED, MALFORMED));
      everybody.count(changed(frames, this::stuffed), Set.of(FORGED, UNPROVEN));
      everybody.count(made(said), Set.of(FORGED, UNPROVEN));
      List<byte[]> whole = new ArrayList<>();
      said.values().forEach(all -> all.forEach(parcel -> whole.add(parcel.bytes())));
      // Greetings of earlier lives are answered with questions.
      whole.removeIf(datagram -> type(datagram) == HELLO);
      Collections.shuffle(whole, random);
      everybody.send(whole, PER_SECOND);
      Collections.shuffle(whole, random);
      everybody.count(whole, REPEATED);
      everybody.assertUnmoved();
      conversation.transfer();
    }
  }

  /** All members, each of which gets everything by unicast, and a stranger who sends it. */
  private final class Everybody {
    private final LabSegment segment;
    private final Stranger stranger;
    private final Map<String, Integer> marks = new TreeMap<>();
    private final long silencesBefore;

    Everybody(LabSegment segment) throws IOException {
      this.segment = segment;
      stranger = segment.stranger(STRANGER);
      for (LabMember member : segment.members()) {
        // What is counted is what the stranger sends: nothing of it gets lost.
        segment.loss(member.host(), "0");
        marks.put(member.name(), member.mark());
      }
      silencesBefore = silences();
    }

    /** Sends to each, and waits until each has counted as many under these. */
    void count(List<byte[]> datagrams, Set<String> counters) throws Exception {
      Map<String, SortedMap<String, Long>> before = new TreeMap<>();
      segment.members().forEach(member -> before.put(member.name(), member.counters()));
      boolean huge = datagrams.stream().anyMatch(datagram -> datagram.length >= HUGE_BYTES);
      stranger.send(
          Recording.toEach(datagrams, segment.members()), huge ? HUGE_PER_SECOND : PER_SECOND);
      for (LabMember member : segment.members()) {
        SortedMap<String, Long> first = before.get(member.name());
        segment.await(
            "for " + member.name() + " to count " + datagrams.size() + " under " + counters,
            () -> member.hasCounted(datagrams.size(), counters, first),
            () -> member.name() + member.grown(first) + ", seed " + seed);
      }
    }

    /** Sends to the groups. */
    void send(List<byte[]> datagrams, int perSecond) throws Exception {
      stranger.send(Recording.toGroups(datagrams), perSecond);
    }

    /**
     * Nobody followed another leader, but for want of a heartbeat: no message brings that about.
     */
    void assertUnmoved() {
      if (silences() > silencesBefore) {
        return;
      }
      for (LabMember member : segment.members()) {
        assertEquals(
            0, member.leaderships(marks.get(member.name())), member.name() + ", seed " + seed);
      }
    }

    /** How often a leader seemed dead, or stood still: the machine is busy. */
    private long silences() {
      return segment.members().stream()
          .map(LabMember::counters)
          .mapToLong(all -> all.get("election.leaders-suspected") + all.get("election.standstills"))
          .sum();
    }
  }

  private static int type(byte[] datagram) {
    return datagram[TYPE_AT] & 0xFF;
  }

  /** One of each type that there is. */
  private static List<byte[]> one(Map<Integer, List<Parcel>> said) {
    List<byte[]> one = new ArrayList<>();
    said.values().forEach(parcels -> one.add(parcels.get(parcels.size() - 1).bytes()));
    return one;
  }

  /** One of each type that there is not. */
  private static List<byte[]> made(Map<Integer, List<Parcel>> said) {
    List<byte[]> made = new ArrayList<>();
    for (int type = 0; type < ALL_TYPES; type++) {
      if (!said.containsKey(type)) {
        List<Parcel> like = said.get(type < DATA ? LEADER_ALIVE : DATA);
        byte[] datagram = like.get(like.size() - 1).bytes().clone();
        datagram[TYPE_AT] = (byte) type;
        made.add(datagram);
      }
    }
    return made;
  }

  private static List<byte[]> kind(List<byte[]> datagrams, Predicate<Integer> kind) {
    return datagrams.stream().filter(datagram -> kind.test(type(datagram))).toList();
  }

  private static List<byte[]> changed(List<byte[]> datagrams, UnaryOperator<byte[]> change) {
    return datagrams.stream().map(change).toList();
  }

  /** Somewhere behind the type: what is shorter is another's. */
  private byte[] cutOff(byte[] datagram) {
    return Arrays.copyOf(datagram, 4 + random.nextInt(datagram.length - 4));
  }

  private byte[] lengthened(byte[] datagram) {
    return Arrays.copyOf(datagram, random.nextBoolean() ? datagram.length + 1 : HUGE_BYTES);
  }

  /** Longer, and the seal at its end. */
  private byte[] stuffed(byte[] datagram) {
    int sealAt = sealAt(datagram);
    byte[] filler = new byte[random.nextBoolean() ? 1 : HUGE_BYTES - datagram.length];
    random.nextBytes(filler);
    return ByteBuffer.allocate(datagram.length + filler.length)
        .put(datagram, 0, sealAt)
        .put(filler)
        .put(datagram, sealAt, datagram.length - sealAt)
        .array();
  }

  /** Shorter, and the seal at its end. */
  private byte[] hollowed(byte[] datagram) {
    int sealAt = sealAt(datagram);
    int kept = NAME_AT + 1 + random.nextInt(sealAt - NAME_AT - 1);
    return ByteBuffer.allocate(kept + datagram.length - sealAt)
        .put(datagram, 0, kept)
        .put(datagram, sealAt, datagram.length - sealAt)
        .array();
  }

  private static int sealAt(byte[] datagram) {
    return datagram.length - (type(datagram) < DATA ? MESSAGE_SEAL_BYTES : FRAME_SEAL_BYTES);
  }

  @Test
  void shouldCountFramesThatFitNoSessionAndReceiveTheFile() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, STRANGER, "100mbit", "0")) {
      LabMember leader =
          segment.start(
              MEMBERS,
              host ->
                  new String[] {
                    "--rate", "500000", "--record", Recording.file(directory, host).toString()
                  });
      final Path file = segment.content("content", 2 * CONTENT_BYTES);
      final UUID assignment = leader.distribute(file, Sha256.of(file));
      for (int host = 2; host <= MEMBERS; host++) {
        LabMember receiver = segment.member(host);
        segment.await("for frames", () -> receiver.counter("mctp.frames.received") > FRAMES_TWICE);
      }
      List<byte[]> sent =
          Recording.of(directory, MEMBERS).byType(FRAMES_TWICE).get(DATA).stream()
              .map(Parcel::bytes)
              .toList();
      byte[] whole = sent.get(0);
      Stranger stranger = segment.stranger(STRANGER);
      long key = FrameHeader.sessionKey(ByteBuffer.wrap(whole));
      int payloadBytes = whole.length - FrameHeader.BYTES;
      int last = 2 * CONTENT_BYTES / payloadBytes;
      List<byte[]> reordered = new ArrayList<>(sent);
      reordered.addAll(sent);
      Collections.shuffle(reordered, random);
      counts(segment, stranger, "duplicate", reordered);
      counts(segment, stranger, "unknown-session", frame(key + 1, 1, 0, payloadBytes));
      counts(segment, stranger, "stale-epoch", frame(key + 1, 0, 0, payloadBytes));
      counts(segment, stranger, "beyond-size", frame(key, 1, last + 1, payloadBytes));
      counts(segment, stranger, "beyond-size", frame(key, 1, 2_000_000_000, payloadBytes));
      counts(segment, stranger, "wrong-length", frame(key, 1, last, payloadBytes));
      counts(segment, stranger, "wrong-length", frame(key, 1, last - 1, 1));
      counts(segment, stranger, "wrong-length", Arrays.copyOf(whole, whole.length - 1));
      counts(segment, stranger, "wrong-length", Arrays.copyOf(whole, HUGE_BYTES));
      counts(segment, stranger, "malformed", frame(key, 1, -1, payloadBytes));
      counts(segment, stranger, "too-short", Arrays.copyOf(whole, FrameHeader.BYTES - 1));
      for (int host = 2; host <= MEMBERS; host++) {
        segment.member(host).received(assignment, file);
        assertEquals(0, segment.member(host).counter("mctp.hash.mismatches"));
      }
    }
  }

  private static void counts(LabSegment segment, Stranger stranger, String reason, byte[] frame)
      throws Exception {
    counts(segment, stranger, reason, Collections.nCopies(COPIES, frame));
  }

  private static void counts(
      LabSegment segment, Stranger stranger, String reason, List<byte[]> frames) throws Exception {
    String counter = "mctp.ignored." + reason;
    InetSocketAddress group = new InetSocketAddress(LabSegment.DATA_GROUP, LabSegment.DATA_PORT);
    Map<String, SortedMap<String, Long>> before = new TreeMap<>();
    Set<LabMember> receivers = Set.of(segment.member(2), segment.member(3));
    receivers.forEach(member -> before.put(member.name(), member.counters()));
    stranger.send(frames.stream().map(frame -> new Parcel(group, frame)).toList(), PER_SECOND);
    for (LabMember member : receivers) {
      SortedMap<String, Long> first = before.get(member.name());
      segment.await(
          "for " + member.name() + " to count " + counter,
          () -> member.hasCounted(frames.size(), Set.of(counter), first),
          () -> member.name() + member.grown(first));
    }
  }

  private static byte[] frame(long key, long epoch, int number, int payloadBytes) {
    ByteBuffer frame = ByteBuffer.allocate(FrameHeader.BYTES + payloadBytes);
    FrameHeader.write(frame, FrameType.DATA, key, epoch, 1, number, payloadBytes);
    return frame.array();
  }
}
