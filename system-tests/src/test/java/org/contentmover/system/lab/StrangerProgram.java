package org.contentmover.system.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.contentmover.system.lab.Stranger.Parcel;

/**
 * The process of a {@link Stranger}. Sends from one thread, as fast as a channel can.
 *
 * <p>Argument: the address to send from. Commands on standard input: {@code send FILE PER_SECOND},
 * {@code flood FILE PER_SECOND}, {@code stop}; each is answered with a line {@code done}.
 */
final class StrangerProgram {
  private static final int BATCH = 32;
  private static final double NS_PER_SECOND = 1e9;

  private final DatagramChannel channel;
  private Thread flooding;
  private volatile boolean stopped;
  private volatile long floodedPerSecond;

  private StrangerProgram(DatagramChannel channel) {
    this.channel = channel;
  }

  public static void main(String[] arguments) throws Exception {
    InetAddress own = InetAddress.getByName(arguments[0]);
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      channel.bind(new InetSocketAddress(own, 0));
      channel.setOption(
          StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(own));
      StrangerProgram program = new StrangerProgram(channel);
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(("done " + program.carryOut(line.split(" "))).trim());
      }
    }
  }

  private String carryOut(String[] words) throws IOException, InterruptedException {
    switch (words[0]) {
      case "send" -> {
        List<Parcel> parcels = read(words[1]);
        stopped = false;
        send(parcels, parcels.size(), Integer.parseInt(words[2]));
        return "";
      }
      case "flood" -> {
        List<Parcel> parcels = read(words[1]);
        int perSecond = Integer.parseInt(words[2]);
        stopped = false;
        flooding = new Thread(() -> flood(parcels, perSecond), "flood");
        flooding.start();
        return "";
      }
      case "stop" -> {
        stopped = true;
        flooding.join();
        return Long.toString(floodedPerSecond);
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static List<Parcel> read(String file) throws IOException {
    return Files.readAllLines(Path.of(file)).stream().map(Parcel::parse).toList();
  }

  private void flood(List<Parcel> parcels, int perSecond) {
    long beganNs = System.nanoTime();
    long sent;
    try {
      sent = send(parcels, Long.MAX_VALUE, perSecond);
    } catch (IOException e) {
      throw new IllegalStateException("the flood has ended", e);
    }
    floodedPerSecond = (long) (sent * NS_PER_SECOND / (System.nanoTime() - beganNs));
  }

  private long send(List<Parcel> parcels, long count, int perSecond) throws IOException {
    ByteBuffer[] datagrams = new ByteBuffer[parcels.size()];
    for (int i = 0; i < datagrams.length; i++) {
      byte[] bytes = parcels.get(i).bytes();
      datagrams[i] = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
    long beganNs = System.nanoTime();
    long sent = 0;
    while (sent < count && !stopped) {
      for (int i = 0; i < BATCH && sent < count; i++) {
        int next = (int) (sent++ % datagrams.length);
        channel.send(datagrams[next].rewind(), parcels.get(next).to());
      }
      long aheadNs = beganNs + (long) (sent * NS_PER_SECOND / perSecond) - System.nanoTime();
      if (aheadNs > 0) {
        LockSupport.parkNanos(aheadNs);
      }
    }
    return sent;
  }
}
