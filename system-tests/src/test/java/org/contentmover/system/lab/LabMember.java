package org.contentmover.system.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.benchmark.Member;
import org.contentmover.benchmark.Member.Event;

/** A member in a host of the lab. */
final class LabMember {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern OWN_ADDRESS = Pattern.compile("own address /?([0-9.]+):([0-9]+)\\.");
  private static final String LEADERSHIP = "LEADERSHIP";
  private static final String DROPPED_UNREAD = "inbox.datagrams-dropped";
  private static final double MOST = 0.5;

  private final Member process;

  private LabMember(Member process) {
    this.process = process;
  }

  static LabMember start(String name, List<String> command, Path errors) throws IOException {
    return new LabMember(Member.start(name, command, errors));
  }

  String name() {
    return process.name();
  }

  /** A point in what it tells: what comes later is new. */
  int mark() {
    return process.mark();
  }

  List<Event> since(int mark) {
    return process.since(mark);
  }

  Event await(int mark, Predicate<Event> wanted) throws InterruptedException {
    return process.await(mark, PATIENCE, wanted);
  }

  boolean said(String text) {
    return process.since(0).stream().anyMatch(event -> event.text().contains(text));
  }

  /** The last leadership it told; "" before the first. */
  String leadership() {
    return last(LEADERSHIP);
  }

  private String last(String kind) {
    return process.since(0).stream()
        .filter(event -> event.is(kind))
        .reduce("", (before, event) -> event.text(), (before, event) -> event);
  }

  boolean follows(String leader) {
    return leadership().contains("leader=" + leader + " ");
  }

  boolean leads(List<String> names) {
    List<String> seen =
        List.of(last("SEGMENT").replaceFirst(".*members=(\\S*) .*", "$1").split(","));
    return leadership().contains("role=LEADER") && (names.isEmpty() || seen.containsAll(names));
  }

  /** How many leaderships it has told since a mark. */
  long leaderships(int mark) {
    return process.since(mark).stream().filter(event -> event.is(LEADERSHIP)).count();
  }

  /** Where it receives unicast datagrams. */
  InetSocketAddress address() throws InterruptedException {
    Event joined = await(0, event -> event.text().contains("GLC0010"));
    Matcher address = OWN_ADDRESS.matcher(joined.text());
    if (!address.find()) {
      throw new AssertionError("no address in " + joined.text());
    }
    return new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
  }

  /** All its counters, asked anew. */
  SortedMap<String, Long> counters() {
    int mark = process.mark();
    Event told;
    try {
      process.tell("counters");
      told = await(mark, event -> event.is("COUNTERS"));
    } catch (IOException e) {
      throw new UncheckedIOException(name() + " cannot be asked", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
    SortedMap<String, Long> counters = new TreeMap<>();
    for (String word : told.text().split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        counters.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
      }
    }
    return counters;
  }

  /**
   * Whether it has counted so many datagrams more under these counters. A member that waits for a
   * processor drops some unread, which it counts, and takes them for new when they come again; most
   * it must have read.
   */
  boolean hasCounted(long datagrams, Set<String> counters, SortedMap<String, Long> before) {
    SortedMap<String, Long> now = counters();
    long read = counters.stream().mapToLong(name -> now.get(name) - before.get(name)).sum();
    return read + now.get(DROPPED_UNREAD) >= datagrams && read >= datagrams * MOST;
  }

  /** How much each counter has grown since. */
  SortedMap<String, Long> grown(SortedMap<String, Long> before) {
    SortedMap<String, Long> grown = counters();
    before.forEach((name, count) -> grown.merge(name, -count, Long::sum));
    return grown;
  }

  long counter(String name) {
    Long count = counters().get(name);
    if (count == null) {
      throw new AssertionError("no counter " + name);
    }
    return count;
  }

  /** Orders a distribution; it must lead. */
  UUID distribute(Path file, String sha256) throws IOException {
    UUID assignment = UUID.randomUUID();
    process.tell("distribute " + file + " " + sha256 + " " + assignment);
    return assignment;
  }

  /** Moves the segment to another control channel; it must lead. */
  void move(String group, int port) throws IOException {
    process.tell("move " + group + " " + port);
  }

  int host() {
    return Integer.parseInt(name().substring(name().indexOf('-') + 1));
  }

  /** When it had received an assignment, and found it to be what was announced. */
  Instant received(UUID assignment, Path expected) throws IOException, InterruptedException {
    Event received =
        await(0, event -> event.is("RECEIVED") && event.text().contains(assignment.toString()));
    Path file = Path.of(received.value("file").orElseThrow());
    if (Files.mismatch(expected, file) >= 0) {
      throw new AssertionError(name() + " received something else than " + expected);
    }
    return received.when();
  }

  /** Sends a signal to its process, such as STOP. */
  void signal(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(process.process().pid());
    if (new ProcessBuilder("kill", "-" + signal, pid).start().waitFor() != 0) {
      throw new AssertionError("cannot send " + signal + " to " + name());
    }
  }

  /** How many datagrams its host has dropped because it had not read those before. */
  long datagramsUnread() throws IOException {
    List<String[]> udp =
        Files.readAllLines(Path.of("/proc/" + pid() + "/net/snmp")).stream()
            .filter(line -> line.startsWith("Udp:"))
            .map(line -> line.split(" "))
            .toList();
    return Long.parseLong(udp.get(1)[List.of(udp.get(0)).indexOf("RcvbufErrors")]);
  }

  long pid() {
    return process.process().pid();
  }

  /** Has it leave; returns when it has ended. */
  void end() throws IOException {
    process.close();
  }

  /** Ends it at once, without a word. */
  void kill() {
    process.process().destroyForcibly().onExit().join();
  }
}
