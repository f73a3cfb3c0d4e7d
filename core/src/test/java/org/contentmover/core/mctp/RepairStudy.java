package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.mctp.wire.Outcome;

/**
 * What repair costs in virtual time: frames sent ÷ frames of the file, and time until everybody has
 * verified ÷ time of the file at its rate. Run by hand: {@code java -cp
 * core/target/classes:core/target/test-classes org.contentmover.core.mctp.RepairStudy}; prints the
 * table of docs/protocol/mctp.md.
 */
public final class RepairStudy {
  private static final int SIZE_BYTES = 8_000_000;
  private static final int PAYLOAD_BYTES = 1_376;
  private static final double BYTES_PER_SECOND = 12_500_000;
  private static final int SEEDS = 5;

  private RepairStudy() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    System.out.println("| receivers | 0 % | 1 % | 5 % | 15 % |");
    System.out.println("|---|---|---|---|---|");
    for (int receivers : new int[] {4, 8, 16}) {
      StringBuilder row = new StringBuilder("| " + receivers);
      for (int lossPercent : new int[] {0, 1, 5, 15}) {
        row.append(" | ").append(cell(receivers, lossPercent / 100.0));
      }
      System.out.println(row.append(" |"));
    }
  }

  private static String cell(int receivers, double loss) {
    double frames = 0;
    double time = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      MctpConfig lan = MctpConfig.lan();
      RatePolicy fixed = lan.rate().with(false, lan.rate().feedbackIntervalNs());
      LoopNetwork network = new LoopNetwork(seed).loss(loss).config(lan.withRate(fixed));
      time += transfer(network, receivers, seed) / SEEDS;
      frames += (double) network.framesOnTheWire / SEEDS;
    }
    int inFile = (SIZE_BYTES - 1) / PAYLOAD_BYTES + 1;
    double fileNs = inFile * 1_400 / BYTES_PER_SECOND * 1e9;
    return String.format("%.3f, %.2f", frames / inFile, time / fileNs);
  }

  /** Returns when the last receiver had verified, in nanoseconds. */
  private static double transfer(LoopNetwork network, int receivers, long seed) {
    List<LoopServer> servers = new ArrayList<>();
    for (int i = 0; i <= receivers; i++) {
      servers.add(network.add("boston-" + i));
    }
    LoopServer leader = servers.get(0);
    servers.forEach(server -> server.fetchesFrom = leader);
    byte[] content = new byte[SIZE_BYTES];
    new Random(seed).nextBytes(content);
    AssignmentId id = new AssignmentId(new UUID(seed, 1));
    network.lead(leader, 7);
    leader.distribute(
        LossyTransferTest.order(
            id, content, servers.stream().map(LoopServer::name).toList(), receivers + 1),
        content);
    leader.report(id, Outcome.STAGED);
    while (servers.stream().skip(1).anyMatch(server -> server.received.isEmpty())) {
      network.runFor(LoopNetwork.MS);
    }
    return network.nowNs();
  }
}
