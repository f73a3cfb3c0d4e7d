package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
 * what the members said to each other; types that nobody used are made of others.
 */
@Tag("system")
class MangledIT {
  private static final int MEMBERS = 3;
  private static final int STRANGER = MEMBERS + 1;
  private static final int OF_EACH_TYPE = 5;
  private static final int ALL_TYPES = 256;
  private static final int LEADER_ALIVE = 1;
  private static final int DATA = 64;
  private static final int TYPE_AT = 2;
  private static final int LAST_OF_NAME_AT = 20 + "host-1".length();
  private static final int HUGE_BYTES = 60_000;

  /** Below what is taken of one host. */
  private static final int PER_SECOND = 1_200;

  private static final int COPIES = 20;
  private static final int CONTENT_BYTES = 2 << 20;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  @TempDir Path directory;

  @Test
  void shouldCountMangledDatagramsOfEveryTypeInAnOpenSegment() throws Exception {
    mangle(
        List.of(
            "control.ignored.malformed",
            "control.ignored.unknown-type",
            "mctp.ignored.malformed",
            "mctp.ignored.unknown-type",
            "mctp.ignored.too-short",
            "mctp.ignored.wrong-length"));
  }

  @Test
  void shouldRefuseMangledDatagramsOfEveryTypeInASegmentWithAKey() throws Exception {
    mangle(List.of("guard.refused.forged", "guard.refused.malformed"), "--keys");
  }

  private void mangle(List<String> counters, String... keyed) throws Exception {
    try (LabSegment segment = LabSegment.up(directory, STRANGER, "100mbit", "1")) {
      List<String> options = new ArrayList<>(List.of(keyed));
      if (!options.isEmpty()) {
        options.add(segment.keys(1).toString());
      }
      segment.start(MEMBERS, host -> recorded(options, host));
      transfer(segment);
      Map<Integer, List<Parcel>> byType = Recording.of(directory, MEMBERS).byType(OF_EACH_TYPE);
      List<byte[]> originals = new ArrayList<>();
      byType.values().forEach(all -> all.forEach(parcel -> originals.add(parcel.bytes())));
      List<byte[]> everyType = new ArrayList<>();
      for (int type = 0; type < ALL_TYPES; type++) {
        everyType.add(byType.containsKey(type) ? any(byType, type) : made(byType, type));
      }
      Stranger stranger = segment.stranger(STRANGER);
      int[] marks = segment.members().stream().mapToInt(LabMember::mark).toArray();
      sendAndCount(segment, stranger, changed(everyType, this::truncated), counters);
      sendAndCount(segment, stranger, changed(everyType, this::oversized), List.of());
      Collections.shuffle(originals, random);
      sendAndCount(segment, stranger, originals, List.of());
      transfer(segment);
      for (int i = 0; i < MEMBERS; i++) {
        LabMember member = segment.members().get(i);
        assertEquals(0, member.leaderships(marks[i]), member.name() + ", seed " + seed);
      }
    }
  }

  private String[] recorded(List<String> options, int host) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--record", Recording.file(directory, host).toString()));
    return all.toArray(new String[0]);
  }

  private static byte[] any(Map<Integer, List<Parcel>> byType, int type) {
    return byType.get(type).get(0).bytes().clone();
  }

  /** In the name of nobody: in a member's, without a seal, it could be what it looks like. */
  private static byte[] made(Map<Integer, List<Parcel>> byType, int type) {
    byte[] made = any(byType, type < DATA ? LEADER_ALIVE : DATA);
    made[TYPE_AT] = (byte) type;
    if (type < DATA) {
      made[LAST_OF_NAME_AT] = '9';
    }
    return made;
  }

  private static List<byte[]> changed(List<byte[]> datagrams, UnaryOperator<byte[]> change) {
    return datagrams.stream().map(change).toList();
  }

  /** Somewhere behind the type: what is shorter is another's. */
  private byte[] truncated(byte[] datagram) {
    return Arrays.copyOf(datagram, 4 + random.nextInt(datagram.length - 4));
  }

  private byte[] oversized(byte[] datagram) {
    return Arrays.copyOf(datagram, random.nextBoolean() ? datagram.length + 1 : HUGE_BYTES);
  }

  /** Every member gets each by unicast, at least; most of them are counted under these. */
  private static void sendAndCount(
      LabSegment segment, Stranger stranger, List<byte[]> datagrams, List<String> counters)
      throws Exception {
    Map<String, Long> before = new TreeMap<>();
    segment.members().forEach(member -> before.put(member.name(), sum(member, counters)));
    stranger.send(Recording.toEverybody(datagrams, segment.members()), PER_SECOND);
    for (LabMember member : segment.members()) {
      segment.await(
          "for " + member.name() + " to count " + counters + ": " + member.counters(),
          () ->
              counters.isEmpty()
                  || sum(member, counters) - before.get(member.name()) >= datagrams.size() / 2);
    }
  }

  private static long sum(LabMember member, List<String> counters) {
    SortedMap<String, Long> all = member.counters();
    return counters.stream().mapToLong(all::get).sum();
  }

  @Test
  void shouldCountFramesThatFitNoSessionAndReceiveTheFile() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, STRANGER, "100mbit", "0")) {
      String[] slowly = {"--rate", "500000"};
      LabMember leader = segment.start(MEMBERS, host -> recorded(Arrays.asList(slowly), host));
      final Path file = segment.content("content", 2 * CONTENT_BYTES);
      final UUID assignment = leader.distribute(file, Sha256.of(file));
      for (int host = 2; host <= MEMBERS; host++) {
        segment.member(host).await(0, event -> event.text().contains("GLC0048"));
      }
      byte[] whole = any(Recording.of(directory, MEMBERS).byType(1), DATA);
      Stranger stranger = segment.stranger(STRANGER);
      long key = FrameHeader.sessionKey(ByteBuffer.wrap(whole));
      int payloadBytes = whole.length - FrameHeader.BYTES;
      int last = 2 * CONTENT_BYTES / payloadBytes;
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
    String counter = "mctp.ignored." + reason;
    InetSocketAddress group = new InetSocketAddress(LabSegment.DATA_GROUP, LabSegment.DATA_PORT);
    Map<String, Long> before = new TreeMap<>();
    Set<LabMember> receivers = Set.of(segment.member(2), segment.member(3));
    receivers.forEach(member -> before.put(member.name(), member.counter(counter)));
    stranger.send(Collections.nCopies(COPIES, new Parcel(group, frame)), PER_SECOND);
    for (LabMember member : receivers) {
      segment.await(
          "for " + member.name() + " to count " + counter + ": " + member.counters(),
          () -> member.counter(counter) - before.get(member.name()) >= COPIES);
    }
  }

  private static byte[] frame(long key, long epoch, int number, int payloadBytes) {
    ByteBuffer frame = ByteBuffer.allocate(FrameHeader.BYTES + payloadBytes);
    FrameHeader.write(frame, FrameType.DATA, key, epoch, 1, number, payloadBytes);
    return frame.array();
  }

  private static void transfer(LabSegment segment) throws Exception {
    Path file = segment.content("content", CONTENT_BYTES);
    UUID assignment = segment.member(1).distribute(file, Sha256.of(file));
    for (int host = 2; host <= MEMBERS; host++) {
      segment.member(host).received(assignment, file);
    }
  }
}
