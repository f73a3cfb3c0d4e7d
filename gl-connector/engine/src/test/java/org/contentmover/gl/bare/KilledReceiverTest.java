package org.contentmover.gl.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.SegmentPorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process of a receiver is killed at random moments of a transfer, and at each turn that it
 * takes, and started again: it joins the running session and is sent what it lacks; nobody else
 * receives anything twice (LD-1, DT-8).
 */
class KilledReceiverTest {
  private static final int FILE_BYTES = 3_000_000;
  private static final int FRAMES = FILE_BYTES / 1_376 + 1;
  private static final int KILLS = 2;

  /** Before the checksums in the file beside the spool file (ADR 0101). */
  private static final int FRAMES_HEADER_BYTES = 64;

  private static final List<String> SEGMENT = List.of("boston-1", "boston-2", "boston-3");

  @TempDir Path root;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<MemberProcess> members = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (MemberProcess member : members) {
      member.kill();
    }
  }

  @Test
  void shouldGoOnWithWhatItHadHoweverOftenItIsKilled() throws Exception {
    byte[] content = new byte[FILE_BYTES];
    random.nextBytes(content);
    Path file = Files.write(root.resolve("assignment"), content);
    int port = SegmentPorts.nextPair();
    String[] distributes = {"--rate", "600000", "--distribute", file.toString()};
    MemberProcess leader = start("boston-1", 90, port, distributes);
    MemberProcess steady = start("boston-2", 60, port);
    MemberProcess killed = start("boston-3", 30, port);
    long had = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long wanted = had + 1 + random.nextInt(FRAMES / (KILLS + 2));
      had = killedInTheMiddle(killed, "boston-3", wanted);
      killed = start("boston-3", 30, port);
    }
    MemberProcess last = killed;
    Await.until(
        () -> "the steady one has it, seed " + seed + steady.lines(),
        () -> steady.said(" RECEIVED "));
    Await.until(
        () -> "the last life has it, seed " + seed + last.lines(), () -> last.said(" RECEIVED "));
    Await.until(
        () -> "all have reported, seed " + seed + leader.lines(),
        () -> leader.said(" boston-2=STAGED:100 boston-3=STAGED:100"));
    assertEquals(-1, Files.mismatch(file, spooled("boston-2")));
    assertEquals(-1, Files.mismatch(file, spooled("boston-3")));
    assertEquals(FRAMES, received(steady), "what it had was not written again");
    long found = last.counter("mctp.frames.found");
    assertEquals(had, found, "what it had noted is found" + seed());
    assertEquals(FRAMES - found, received(last), "what it had came again" + seed());
    assertEquals(0, last.counter("mctp.hash.mismatches"), seed());
  }

  /** Neither is lost what it had, nor taken for whole what it had not proven to be. */
  @ParameterizedTest
  @EnumSource
  void shouldGoOnWithWhatItHadWhenItIsKilledAtThatMoment(Moment moment) throws Exception {
    byte[] content = new byte[FILE_BYTES];
    random.nextBytes(content);
    Path file = Files.write(root.resolve("assignment"), content);
    int port = SegmentPorts.nextPair();
    String[] distributes = {"--rate", "1500000", "--distribute", file.toString()};
    MemberProcess leader = start("boston-1", 90, port, distributes);
    MemberProcess steady = start("boston-2", 60, port);
    MemberProcess killed =
        MemberProcess.start(
            HesitantMember.class, List.of(), root, "boston-3", 30, port, SEGMENT, "--log", "fine");
    members.add(killed);
    killed.killAt(moment.word);
    Await.until(() -> "killed" + seed() + killed.lines(), () -> !killed.isAlive());
    long had = framesNoted("boston-3");
    MemberProcess again = start("boston-3", 30, port);
    Await.until(
        () -> "all have reported" + seed() + leader.lines() + again.lines(),
        () -> leader.said(" boston-2=STAGED:100 boston-3=STAGED:100"));
    assertEquals(-1, Files.mismatch(file, spooled("boston-2")));
    assertEquals(-1, Files.mismatch(file, spooled("boston-3")));
    assertEquals(FRAMES, received(steady), "what it had was not written again");
    long found = again.counter("mctp.frames.found");
    assertEquals(had, found, "what it had noted is found" + seed());
    assertTrue(found >= moment.leastFound, found + " found" + seed());
    assertEquals(FRAMES - found, received(again), "what it had came again" + seed());
    assertEquals(0, again.counter("mctp.hash.mismatches"), seed());
  }

  /** When a receiver is killed: as soon as it has said so. */
  enum Moment {
    OFFERED(" OFFERED ", 0),
    OPENING(" GLC0040", 0),
    VERIFIED_BUT_NOT_SYNCED(" GLC0047", FRAMES),
    RECEIVED_BUT_NOT_REPORTED(" RECEIVED ", FRAMES);

    private final String word;
    private final long leastFound;

    Moment(String word, long leastFound) {
      this.word = word;
      this.leastFound = leastFound;
    }
  }

  /**
   * Kills it when so many frames, or some more, are noted in its spool: what it has in memory only
   * may be lost, and how much that is depends on how busy the machine is. Returns how many it had.
   */
  private long killedInTheMiddle(MemberProcess member, String name, long wanted) throws Exception {
    Await.until(
        () -> wanted + " frames" + seed() + member.lines(), () -> framesNoted(name) >= wanted);
    member.kill();
    assertTrue(!member.said(" RECEIVED "), "it was killed before it had everything" + seed());
    return framesNoted(name);
  }

  private String seed() {
    return ", seed " + seed;
  }

  private Path spooled(String name) throws IOException {
    return inSpool(name, false).orElseThrow();
  }

  private long framesNoted(String name) {
    try {
      Optional<Path> file = inSpool(name, true);
      if (file.isEmpty()) {
        return 0;
      }
      ByteBuffer noted = ByteBuffer.wrap(Files.readAllBytes(file.get()));
      long frames = 0;
      for (int at = FRAMES_HEADER_BYTES; at + Integer.BYTES <= noted.limit(); at += Integer.BYTES) {
        frames += noted.getInt(at) == 0 ? 0 : 1;
      }
      return frames;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Optional<Path> inSpool(String name, boolean frames) throws IOException {
    Path spool = root.resolve(name + "-spool");
    if (!Files.exists(spool)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(spool)) {
      return files
          .filter(file -> file.toString().endsWith(OfferReply.FRAMES_SUFFIX) == frames)
          .findFirst();
    }
  }

  private static long received(MemberProcess member) throws IOException {
    return member.counter("mctp.frames.received") + member.counter("mctp.frames.repaired");
  }

  private MemberProcess start(String name, int priority, int port, String... more)
      throws IOException {
    MemberProcess member = MemberProcess.start(root, name, priority, port, SEGMENT, more);
    members.add(member);
    return member;
  }
}
