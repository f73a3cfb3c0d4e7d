package org.contentmover.system.publish;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Hears what a segment multicasts, as anybody in its network can. */
final class MulticastEar implements Closeable {
  private static final int BUFFER_BYTES = 4 << 20;

  private final MulticastSocket socket;
  private final StringBuilder heard = new StringBuilder();

  private MulticastEar(InetAddress group, int port, InetAddress address) throws IOException {
    socket = new MulticastSocket(port);
    socket.setReceiveBufferSize(BUFFER_BYTES);
    socket.joinGroup(
        new InetSocketAddress(group, port), NetworkInterface.getByInetAddress(address));
    Thread thread = new Thread(this::listen, "multicast-ear");
    thread.setDaemon(true);
    thread.start();
  }

  /** Hears the data channel of the segment of an agent with that configuration file. */
  static MulticastEar onDataOf(Path configuration) throws IOException {
    Properties keys = new Properties();
    try (InputStream in = Files.newInputStream(configuration)) {
      keys.load(in);
    }
    return new MulticastEar(
        InetAddress.getByName(keys.getProperty("multicast.data.group")),
        Integer.parseInt(keys.getProperty("multicast.data.port")),
        InetAddress.getByName(keys.getProperty("multicast.interface")));
  }

  private void listen() {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    while (!socket.isClosed()) {
      try {
        packet.setLength(65_536);
        socket.receive(packet);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
        return;
      }
      synchronized (heard) {
        heard.append(
            new String(
                packet.getData(),
                packet.getOffset(),
                packet.getLength(),
                StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Each byte a character. */
  String heard() {
    synchronized (heard) {
      return heard.toString();
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
