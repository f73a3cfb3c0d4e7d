package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.FetchReply;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentPeer;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment whose servers are listed by hand and speak by unicast alone (EL-15). */
class WithoutMulticastTest {
  /** Nothing is sent or heard there: what the interface is does not matter. */
  private static final String NOT_OF_THIS_HOST = "192.0.2.77";

  private static final int PART_BYTES = 600_000;
  private static final int PAYLOAD_BYTES = 1_376;

  @TempDir Path root;
  private final List<SegmentPeer> peers = new ArrayList<>();
  private final List<TestServer> servers = new ArrayList<>();

  @BeforeEach
  void join() throws Exception {
    for (int i = 1; i <= 3; i++) {
      peers.add(new SegmentPeer("boston-" + i, "127.0.0.1", freePort()));
    }
    for (SegmentPeer peer : peers) {
      int preference = 100 - 40 * servers.size();
      TestServer server = new TestServer(peer.server(), root, 45_000, preference, Openers::of);
      servers.add(server);
      server.connector().join(withoutMulticast(peer.server(), preference));
    }
    awaitLeader("boston-1", 3);
  }

  @AfterEach
  void leave() {
    servers.forEach(TestServer::close);
  }

  @Test
  void shouldElectRegisterAndReplaceTheLeader() {
    assertFalse(servers.get(0).connector().segment().multicastEnabled());
    servers.get(0).connector().leave();
    awaitLeader("boston-2", 2);
    for (TestServer server : servers.subList(1, 3)) {
      assertEquals(0, server.counter("path.probes-sent"), "there is no path to search");
    }
  }

  @Test
  void shouldHaveEverybodyFetchAFileFromTheLeader() throws Exception {
    byte[] content = content(1 << 20);
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer source = serve(content, asked);
    try {
      String url = "http://127.0.0.1:" + source.getAddress().getPort() + "/content";
      servers.forEach(server -> server.agent().fetches = (wanted, reply) -> fetch(server, wanted));
      distribute(content, url);
      awaitAllHave(content);
      assertEquals(
          List.of("Bearer ticket bytes=0-1048575", "Bearer ticket bytes=0-1048575"), asked);
      assertEquals(0, servers.get(0).counter("mctp.frames.sent"));
      assertEquals(0, servers.get(0).counter("carrier.data.datagrams-sent"));
    } finally {
      source.stop(0);
    }
  }

  @Test
  void shouldFetchOnlyWhatItHadNotFetchedBeforeItWasGone() throws Exception {
    byte[] content = content(1 << 20);
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer source = serve(content, asked);
    try {
      String url = "http://127.0.0.1:" + source.getAddress().getPort() + "/content";
      TestServer gone = servers.get(2);
      servers.get(1).agent().fetches = (wanted, reply) -> fetch(servers.get(1), wanted);
      gone.agent().fetches = (wanted, reply) -> fetchTwoParts(wanted, reply, content);
      distribute(content, url);
      Await.until("a part is fetched", () -> !gone.agent().wanted.isEmpty());
      Path checksums = Path.of(gone.agent().wanted.get(0).path() + OfferReply.FRAMES_SUFFIX);
      int whole = PART_BYTES / PAYLOAD_BYTES;
      Await.until("it is noted", () -> checksums.toFile().length() == 64 + 4 * whole);

      gone.connector().leave();
      gone.agent().fetches = (wanted, reply) -> fetch(gone, wanted);
      gone.connector().join(withoutMulticast("boston-3", 20));
      awaitAllHave(content);
      String rest = "Bearer ticket bytes=" + whole * PAYLOAD_BYTES + "-1048575";
      assertTrue(asked.size() == 2 && asked.contains(rest), asked.toString());
      assertEquals(whole, gone.counter("mctp.frames.found"));
    } finally {
      source.stop(0);
    }
  }

  private static void fetchTwoParts(RangesWanted wanted, FetchReply reply, byte[] content) {
    int first = PART_BYTES / 2 + 1;
    try (FileChannel file = FileChannel.open(wanted.path(), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(content, 0, PART_BYTES), 0);
      reply.fetched(new ByteRange(0, first));
      reply.fetched(new ByteRange(first, PART_BYTES - first));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldBringABlockByTheControlChannel() throws Exception {
    byte[] content = content(5_000);
    distribute(content, "http://nobody/");
    awaitAllHave(content);
    assertTrue(servers.stream().allMatch(server -> server.agent().wanted.isEmpty()));
  }

  private static byte[] content(int bytes) {
    byte[] content = new byte[bytes];
    new Random(15).nextBytes(content);
    return content;
  }

  private void distribute(byte[] content, String url) throws Exception {
    Path file = Files.write(root.resolve("assignment"), content);
    DistributionOrder order = Orders.of(content, "boston-2", "boston-3");
    servers
        .get(0)
        .connector()
        .distribute(
            new DistributionOrder(
                order.assignmentId(),
                order.name(),
                order.sizeBytes(),
                order.sha256(),
                order.participants(),
                order.quorum(),
                order.frameBytes(),
                order.rateBytesPerSecond(),
                order.ticket(),
                url,
                order.deadline()),
            file);
  }

  private void awaitAllHave(byte[] content) throws Exception {
    for (TestServer member : servers.subList(1, 3)) {
      Await.until(member.name() + " has it", () -> !member.agent().received.isEmpty());
      assertArrayEquals(content, member.received());
    }
    Await.until("all reported", () -> servers.get(0).agent().lastReports().isFinal());
  }

  /** Serves ranges as a leader's agent does, and writes down who asked for what. */
  private static HttpServer serve(byte[] content, List<String> asked) throws IOException {
    HttpServer source =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    source.createContext(
        "/content",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + range);
          String[] ends = range.substring("bytes=".length()).split("-", 2);
          int from = Integer.parseInt(ends[0]);
          int length = Integer.parseInt(ends[1]) + 1 - from;
          exchange.sendResponseHeaders(206, length);
          exchange.getResponseBody().write(content, from, length);
          exchange.close();
        });
    source.start();
    return source;
  }

  /** What an agent does. */
  private static void fetch(TestServer server, RangesWanted wanted) {
    try (FileChannel file = FileChannel.open(wanted.path(), StandardOpenOption.WRITE)) {
      for (ByteRange range : wanted.ranges()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(wanted.sourceUrl()))
                .header("Authorization", "Bearer " + wanted.ticket())
                .header("Range", "bytes=" + range.offset() + "-" + (range.end() - 1))
                .build();
        byte[] body = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
        file.write(ByteBuffer.wrap(body), range.offset());
      }
      server.connector().rangesFilled(wanted.assignmentId());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldHaveNoControlChannelToMove() {
    ResourceException refused =
        assertThrows(
            ResourceException.class,
            () -> servers.get(0).connector().moveControlChannel("239.1.1.1", 45_170));
    assertTrue(refused.getMessage().contains("without multicast"), refused.getMessage());
  }

  private void awaitLeader(String leader, int members) {
    Await.until(
        () -> leader + " leads " + members,
        () ->
            servers.stream()
                .filter(server -> server.connector().segment().joined())
                .allMatch(
                    server ->
                        server.leadership().leader().equals(Optional.of(leader))
                            && (server.leadership().role() != Role.LEADER
                                || server.members().size() == members)));
  }

  private SegmentSettings withoutMulticast(String name, int preference) {
    SegmentSettings with = TestServer.settings(name, root.resolve(name), 45_000, preference);
    MulticastSettings m = with.multicast();
    return new SegmentSettings(
            name,
            with.segment(),
            with.stateDirectory(),
            with.election(),
            new MulticastSettings(
                false,
                NOT_OF_THIS_HOST,
                m.group(),
                m.port(),
                m.dataGroup(),
                m.dataPort(),
                m.ttl(),
                MulticastSettings.AUTO_FRAME_BYTES),
            with.timers())
        .withPeers(peers);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
