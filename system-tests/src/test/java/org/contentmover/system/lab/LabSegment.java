package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.contentmover.benchmark.Lab;
import org.contentmover.benchmark.Rate;
import org.contentmover.farm.Waiting;
import org.contentmover.gl.bare.BareMember;

/** A segment of hosts in network namespaces, its members and the strangers in it. */
final class LabSegment implements AutoCloseable {
  static final long PATIENCE_MS = 60_000;

  /** A member's control and data channel, where nothing else is said. */
  static final String CONTROL_GROUP = "239.255.45.1";

  static final String DATA_GROUP = "239.255.45.2";
  static final int CONTROL_PORT = 45_100;
  static final int DATA_PORT = 45_101;

  static final Path REPOSITORY =
      Path.of(System.getProperty("contentmover.repository", "..")).toAbsolutePath().normalize();

  /** Nobody else's who tests on this machine. */
  private static final String NAME = "it" + Long.toString(ProcessHandle.current().pid(), 36);

  private final Lab lab;
  private final Path directory;
  private final List<String> names = new ArrayList<>();
  private final TreeMap<String, LabMember> members = new TreeMap<>();
  private final List<Stranger> strangers = new ArrayList<>();

  private LabSegment(Lab lab, Path directory) {
    this.lab = lab;
    this.directory = directory;
  }

  /**
   * Makes a segment of so many hosts; leaves the test out where that is not possible.
   *
   * @param directory of the test: everything of the members is below it
   * @param rate of every link, as tc writes it
   * @param loss of what every host but the first receives, in percent; 1/20ms comes in bursts
   */
  static LabSegment up(Path directory, int hosts, String rate, String loss) throws IOException {
    assumeNamespaces();
    return new LabSegment(
        Lab.up(REPOSITORY, NAME, hosts - 1, Rate.parse(rate), loss),
        Files.createDirectories(directory));
  }

  /** Leaves the test out where no segment can be made. */
  static void assumeNamespaces() {
    assumeTrue(
        "root".equals(System.getProperty("user.name")) && has("ip") && has("tc") && has("nft"),
        "network namespaces need root and the packages iproute2 and nftables");
  }

  static boolean has(String program) {
    for (String path : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(path, program))) {
        return true;
      }
    }
    return false;
  }

  Lab lab() {
    return lab;
  }

  static String name(int host) {
    return "host-" + host;
  }

  /**
   * Starts a member in each of the first hosts and waits until all follow the first one.
   *
   * @param more options of each
   */
  LabMember start(int count, String... more) throws IOException {
    return start(count, host -> more);
  }

  /** As above, with options for each host. */
  LabMember start(int count, IntFunction<String[]> more) throws IOException {
    return start(count, host -> List.of(), more);
  }

  /** As above, with what runs the commands of each member. */
  LabMember startWith(int count, IntFunction<List<String>> with, String... more)
      throws IOException {
    return start(count, with, host -> more);
  }

  private LabMember start(int count, IntFunction<List<String>> with, IntFunction<String[]> more)
      throws IOException {
    names.clear();
    for (int host = 1; host <= count; host++) {
      names.add(name(host));
    }
    LabMember leader = member(with.apply(1), 1, priority(1), more.apply(1));
    awaitLeader(leader, List.of());
    for (int host = 2; host <= count; host++) {
      member(with.apply(host), host, priority(host), more.apply(host));
    }
    awaitLeader(leader, names);
    return leader;
  }

  /** A member has ended, and is expected nowhere any more. */
  void forget(int host) {
    members.remove(name(host));
    names.remove(name(host));
  }

  /** Nothing of one host reaches another any more. */
  void deafen(int host, int toHost) throws IOException, InterruptedException {
    in(host, "nft", "add table ip deaf");
    in(host, "nft", "add chain ip deaf in { type filter hook input priority 0 ; }");
    in(host, "nft", "add rule ip deaf in ip saddr " + Lab.address(toHost) + " drop");
  }

  /** A host hears everybody again. */
  void undeafen(int host) throws IOException, InterruptedException {
    in(host, "nft", "delete table ip deaf");
  }

  private void in(int host, String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(lab.inHost(host, List.of(command))).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed in host " + host);
    }
  }

  /** A file with keys for members; the first one seals. */
  Path keys(int... ids) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder name = new StringBuilder("keys");
    for (int id : ids) {
      byte[] secret = new byte[32];
      new Random(id).nextBytes(secret);
      lines.add(id + " " + HexFormat.of().formatHex(secret));
      name.append('-').append(id);
    }
    return Files.write(directory.resolve(name.toString()), lines);
  }

  /** Starts a member again, with the priority it had. */
  LabMember again(int host, String... more) throws IOException {
    return member(host, priority(host), more);
  }

  private static String priority(int host) {
    return Integer.toString(host == 1 ? 90 : 90 - 10 * host);
  }

  /** Everybody says good-bye, to the leader first: it is the last one. */
  void leave() throws IOException {
    List<LabMember> leaving = new ArrayList<>(members.values());
    leaving.sort(Comparator.comparing(member -> member.leads(List.of())));
    for (LabMember member : leaving) {
      member.end();
    }
    members.clear();
  }

  /** Another loss of what a host receives, in percent. */
  void loss(int host, String loss) {
    lab.loss(host, loss);
  }

  /** Starts a member, with what it has left on disk when it ran before. */
  LabMember member(int host, String priority, String... more) throws IOException {
    return member(List.of(), host, priority, more);
  }

  /**
   * Starts a member.
   *
   * @param with what runs the command of the member; nothing for the member itself
   */
  LabMember member(List<String> with, int host, String priority, String... more)
      throws IOException {
    Path home = Files.createDirectories(directory.resolve(name(host)));
    List<String> command = new ArrayList<>(with);
    command.addAll(java(BareMember.class));
    command.addAll(List.of("--server", name(host), "--interface", Lab.address(host)));
    command.addAll(List.of("--state", home + "/state", "--spool", home + "/spool"));
    command.addAll(List.of("--ttl", "1", "--priority", priority));
    command.addAll(List.of("--participants", String.join(",", names)));
    command.addAll(List.of("--commands", "stdin", "--log", "fine"));
    // On a busy machine a leader that waits for a processor must not look dead.
    Map<String, String> usual = new TreeMap<>(Map.of("--profile", "slow", "--frame-bytes", "1472"));
    usual.keySet().removeAll(List.of(more));
    usual.forEach((option, value) -> command.addAll(List.of(option, value)));
    command.addAll(List.of(more));
    LabMember member =
        LabMember.start(name(host), lab.inHost(host, command), home.resolve("errors.log"));
    members.put(name(host), member);
    return member;
  }

  /** Starts a process that is no member, in a host. */
  Stranger stranger(int host) throws IOException {
    List<String> command = new ArrayList<>(java(StrangerProgram.class));
    command.add(Lab.address(host));
    Stranger stranger =
        Stranger.start(lab.inHost(host, command), directory.resolve("stranger-" + host + ".log"));
    strangers.add(stranger);
    return stranger;
  }

  /**
   * Starts a {@link RogueProgram} in a host.
   *
   * @param keys the file of his key, or "none"
   * @param says what he does, in the words of {@link RogueProgram}
   */
  void rogue(int host, String keys, String says) throws IOException {
    List<String> command = new ArrayList<>(java(RogueProgram.class));
    command.addAll(List.of(Lab.address(host), name(host), keys, says));
    Path log = directory.resolve("rogue-" + host + ".log");
    strangers.add(Stranger.start(lab.inHost(host, command), log));
  }

  /** A small JVM, as an agent's is. */
  private static List<String> java(Class<?> program) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xms64m",
        "-Xmx192m",
        "-cp",
        System.getProperty("java.class.path"),
        program.getName());
  }

  List<LabMember> members() {
    return List.copyOf(members.values());
  }

  LabMember member(int host) {
    return members.get(name(host));
  }

  /** Waits until that member leads these, and all follow it. */
  void awaitLeader(LabMember leader, List<String> led) {
    await(
        "for " + leader.name() + " to lead " + led,
        () -> leader.leads(led) && members().stream().allMatch(it -> it.follows(leader.name())));
  }

  /** Waits until one member leads all, and all follow it. */
  LabMember awaitOneLeader() {
    List<LabMember> leaders = new ArrayList<>();
    await(
        "for one leader",
        () -> {
          leaders.clear();
          members().stream().filter(member -> member.leads(names)).forEach(leaders::add);
          return leaders.size() == 1
              && members().stream().allMatch(it -> it.follows(leaders.get(0).name()));
        });
    return leaders.get(0);
  }

  /** Waits for something that members bring about. */
  void await(String what, BooleanSupplier condition) {
    await(
        what,
        condition,
        () -> members().stream().map(it -> it.name() + " " + it.leadership()).toList().toString());
  }

  /** As above, with what to look at when it was in vain. */
  void await(String what, BooleanSupplier condition, Supplier<String> hint) {
    Waiting.until(what, PATIENCE_MS, condition, () -> {}, hint);
  }

  /** A file of random bytes. */
  Path content(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(directory.resolve(name), content);
  }

  /**
   * Ends the members first: each takes its time to say good-bye, none waits for another.
   *
   * @throws IOException when one cannot be told
   */
  @Override
  public void close() throws IOException {
    for (Stranger stranger : strangers) {
      stranger.close();
    }
    for (LabMember member : members.values()) {
      member.kill();
    }
    lab.close();
  }
}
