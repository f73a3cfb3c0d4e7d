package org.contentmover.gl.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.gl.test.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of a leader is stopped in the middle of a transfer and goes on ten seconds later
 * (EL-6): it doubts itself, what it says of its old leadership is refused and counted, and
 * everybody follows one leader.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class StoppedLeaderTest {
  private static final int FILE_BYTES = 4_000_000;

  @TempDir Path root;
  private final List<Member> members = new ArrayList<>();

  /** One member in a process of its own. */
  private static final class Member {
    final String name;
    final Process process;
    final List<String> lines = new CopyOnWriteArrayList<>();

    Member(String name, Process process) {
      this.name = name;
      this.process = process;
      Thread reader = new Thread(this::read, "lines of " + name);
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        in.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException e) {
        lines.add(e.toString());
      }
    }

    void tell(String command) throws IOException {
      OutputStream in = process.getOutputStream();
      in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    }

    boolean said(String text) {
      return lines.stream().anyMatch(line -> line.contains(text));
    }

    String leadership() {
      return lines.stream()
          .filter(line -> line.contains(" LEADERSHIP "))
          .reduce("", (before, last) -> last.replaceFirst("^\\S+ LEADERSHIP ", ""));
    }

    /** Asked anew each time. */
    long counter(String counter) throws IOException {
      int before = lines.size();
      tell("counters");
      Await.until(
          () -> name + " tells its counters: " + lines,
          () -> lines.stream().skip(before).anyMatch(line -> line.contains(counter)));
      Matcher value =
          Pattern.compile(Pattern.quote(counter) + "=(\\d+)")
              .matcher(String.join("\n", lines.subList(before, lines.size())));
      assertTrue(value.find(), counter);
      return Long.parseLong(value.group(1));
    }
  }

  @AfterEach
  void end() throws Exception {
    for (Member member : members) {
      member.process.destroyForcibly().waitFor();
    }
  }

  @Test
  void shouldNotLeadOnAfterTenSecondsOfStandstill() throws Exception {
    Path file = Files.write(root.resolve("assignment"), new byte[FILE_BYTES]);
    int port = freePort();
    Member leader = start("boston-1", 90, port, "--distribute", file.toString());
    Member second = start("boston-2", 60, port);
    Member third = start("boston-3", 30, port);
    Await.until(() -> "offered: " + second.lines, () -> second.said(" OFFERED "));
    Await.until(() -> "offered: " + third.lines, () -> third.said(" OFFERED "));
    String before = third.leadership();
    assertTrue(before.contains("leader=boston-1"), before);

    signal("STOP", leader);
    Await.until(
        () -> "the next best leads: " + third.lines,
        () -> third.leadership().contains("leader=boston-2"));
    assertFalse(third.process.waitFor(10, TimeUnit.SECONDS), "nobody ends meanwhile");
    String during = third.leadership();
    signal("CONT", leader);

    Await.until(
        () -> "follows as the others do: " + leader.lines,
        () -> leader.leadership().equals(third.leadership()));
    assertEquals(during, third.leadership(), "its standstill is nobody else's business");
    assertTrue(leader.counter("election.standstills") > 0, "it doubted itself");
    Await.until(
        () -> "its old session is refused: " + second.lines + third.lines,
        () -> refused(second) + refused(third) > 0);
  }

  /** What a member refused because it was of an older leadership. */
  private static long refused(Member member) {
    try {
      return member.counter("control.ignored.stale-epoch")
          + member.counter("mctp.ignored.stale-epoch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Member start(String name, int priority, int port, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.add(BareMember.class.getName());
    command.addAll(List.of("--server", name, "--priority", Integer.toString(priority)));
    command.addAll(List.of("--state", root.resolve(name + "-state").toString()));
    command.addAll(List.of("--spool", root.resolve(name + "-spool").toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--data-port", Integer.toString(port + 1)));
    command.addAll(List.of("--participants", "boston-1,boston-2,boston-3"));
    command.addAll(List.of("--rate", "100000", "--profile", "slow", "--commands", "stdin"));
    command.addAll(List.of(more));
    Member member = new Member(name, new ProcessBuilder(command).redirectErrorStream(true).start());
    members.add(member);
    return member;
  }

  private static void signal(String signal, Member member) throws Exception {
    String pid = Long.toString(member.process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
  }

  private static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
