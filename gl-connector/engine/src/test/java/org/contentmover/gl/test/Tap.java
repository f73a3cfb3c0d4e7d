package org.contentmover.gl.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody in the segment's network: hears a channel on loopback, and can send to it. */
public final class Tap implements AutoCloseable {
  private final List<byte[]> heard = new CopyOnWriteArrayList<>();
  private final InetSocketAddress channel;
  private final MulticastSocket socket;

  /** Listens from now on. */
  public Tap(String group, int port) throws IOException {
    channel = new InetSocketAddress(InetAddress.getByName(group), port);
    NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    socket = new MulticastSocket(port);
    socket.setReceiveBufferSize(1 << 20);
    socket.setNetworkInterface(loopback);
    socket.joinGroup(channel, loopback);
    Thread listener = new Thread(this::listen, "tap " + port);
    listener.setDaemon(true);
    listener.start();
  }

  private void listen() {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    try {
      while (true) {
        packet.setLength(65_535);
        socket.receive(packet);
        heard.add(Arrays.copyOf(packet.getData(), packet.getLength()));
      }
    } catch (SocketException e) {
      // Closed: done listening.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was heard so far. */
  public List<byte[]> heard() {
    return heard;
  }

  /** Sends bytes as they are. */
  public void send(byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length, channel));
  }

  @Override
  public void close() {
    socket.close();
  }
}
