package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Outcome;
import org.junit.jupiter.api.Test;

/**
 * What a leader and three lossy receivers say to each other, kept as text and reviewed as text.
 * After a wanted change: {@code mvn -pl core test -Dtest=TransferTranscriptTest
 * -Dcontentmover.transcripts.rewrite=true}, then read the difference.
 */
class TransferTranscriptTest {
  private static final Path TRANSCRIPTS =
      Path.of(System.getProperty("basedir", "."), "src", "test", "resources", "transcripts");
  private static final AssignmentId ID = new AssignmentId(new UUID(0, 1));

  private static final int BYTES_PER_SECOND = 100_000;

  private final LoopNetwork network = new LoopNetwork(2).loss(0.15);
  private final LoopServer leader = network.add("leader");
  private final LoopServer first = network.add("first");
  private final LoopServer second = network.add("second");
  private final LoopServer third = network.add("third");
  private String sourceUrl = "http://boston-1/agent/assignments";

  @Test
  void shouldRepairWhatThreeReceiversLost() throws IOException {
    distribute(3);
    network.runFor(20_000 * LoopNetwork.MS);
    check("three-lossy-receivers");
  }

  @Test
  void shouldSendAStuckReceiverToFetch() throws IOException {
    network.loss(0);
    third.diskBehindFrames = Integer.MAX_VALUE;
    third.fetchesFrom = leader;
    distribute(3);
    network.runFor(20_000 * LoopNetwork.MS);
    check("stuck-receiver");
  }

  @Test
  void shouldEndForAServerThatWasGivenUpAndHasNowhereToFetchFrom() throws IOException {
    network.loss(0);
    sourceUrl = "";
    distribute(3);
    while (network.framesOnTheWire < 7) {
      network.runFor(LoopNetwork.MS);
    }
    network.transcript().add("--- third is cut off");
    third.silent(true);
    while (asksOfThird() <= MctpConfig.lan().maxTries()) {
      network.runFor(LoopNetwork.MS);
    }
    network.transcript().add("--- third is back");
    third.silent(false);
    network.runFor(20_000 * LoopNetwork.MS);
    check("given-up-with-no-source");
    assertEquals(
        "leader leader sends no more; 5 of 12 frames are missing, and it offers no source for them",
        third.dropped.get(ID));
  }

  @Test
  void shouldGoOnUnderAnotherLeader() throws IOException {
    network.loss(0.1);
    byte[] content = distribute(3);
    while (network.framesOnTheWire < 7) {
      network.runFor(LoopNetwork.MS);
    }
    network.transcript().add("--- the leader dies, second leads");
    leader.silent(true);
    network.lead(second, 8);
    second.distribute(LossyTransferTest.order(ID, content, names(), 3, BYTES_PER_SECOND), content);
    second.report(ID, Outcome.STAGED);
    network.runFor(20_000 * LoopNetwork.MS);
    check("leader-dies");
  }

  private long asksOfThird() {
    return network.transcript().stream().filter(line -> line.contains("STATUS from third")).count();
  }

  private byte[] distribute(int quorum) {
    network.lead(leader, 7);
    byte[] content = new byte[16_000];
    new Random(1).nextBytes(content);
    leader.distribute(
        LossyTransferTest.order(ID, content, names(), quorum, BYTES_PER_SECOND, sourceUrl),
        content);
    leader.report(ID, Outcome.STAGED);
    return content;
  }

  private List<ServerName> names() {
    return List.of(leader.name(), first.name(), second.name(), third.name());
  }

  private void check(String name) throws IOException {
    String actual = String.join("\n", network.transcript()) + "\n";
    Path file = TRANSCRIPTS.resolve(name + ".txt");
    if (Boolean.getBoolean("contentmover.transcripts.rewrite")) {
      Files.createDirectories(TRANSCRIPTS);
      Files.writeString(file, actual);
    } else {
      assertEquals(Files.readString(file), actual, file.toString());
    }
  }
}
