package org.contentmover.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A program that can bring a payload to many receivers. */
interface Peer {
  String name();

  /** The commands it needs, and the Debian package of each. */
  Map<String, String> needs();

  /** Whether its daemons are slower at first; that run is told apart. */
  default boolean warmsUp() {
    return false;
  }

  /** What its members run with; other programs have no choice. */
  default MemberChoices choices() {
    return MemberChoices.NONE;
  }

  /** Starts what runs all the time: daemons. */
  Session start(Trial trial) throws IOException, InterruptedException;

  /** A peer that is ready to send. */
  interface Session extends AutoCloseable {
    /**
     * Brings the payload to all receivers.
     *
     * @throws BenchmarkException when it does not arrive
     */
    Measurement bring() throws IOException, InterruptedException;

    /** Where each receiver has what it received, in the order of the receivers. */
    List<Path> received();

    /** Ends what runs. */
    @Override
    void close() throws IOException;
  }

  /**
   * One peer in one segment.
   *
   * @param directory for its files; empty
   * @param timeoutSeconds for one run
   */
  record Trial(
      Lab lab, int receivers, Rate rate, Payload payload, Path directory, long timeoutSeconds) {
    /** The share of the link's rate that is left for the UDP payload of datagrams of this size. */
    double bytesPerSecond(int datagramBytes) {
      return rate.bytesPerSecond() * datagramBytes / (datagramBytes + HEADER_BYTES);
    }

    /** Ethernet, IP and UDP, as the link counts them. */
    private static final int HEADER_BYTES = 14 + 20 + 8;

    Path of(int receiver) {
      return directory.resolve("receiver-" + receiver);
    }

    /**
     * Whether what was received stays until all runs are over: for minutes after many files were
     * deleted ext4 takes half a millisecond to make one.
     */
    boolean keepsAll() throws IOException {
      return payload.isTree() && Files.getFileStore(directory).type().startsWith("ext");
    }

    /** An empty directory for a receiver; an earlier one is deleted, or gets another name. */
    Path fresh(int receiver) throws IOException {
      Path its = of(receiver);
      if (keepsAll() && Files.exists(its)) {
        Files.move(its, its.resolveSibling(its.getFileName() + "-" + System.nanoTime()));
      }
      return Trees.fresh(its);
    }

    /** The same entry of each receiver's directory; "" for the directory itself. */
    List<Path> inEach(String name) {
      return IntStream.rangeClosed(1, receivers)
          .mapToObj(receiver -> of(receiver).resolve(name))
          .toList();
    }

    /** The host of receiver 1, 2, …; host 1 sends. */
    static int host(int receiver) {
      return receiver + 1;
    }
  }
}
