package org.contentmover.gl.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.gl.test.Await;

/** A member of a segment on loopback, in a process of its own. */
final class MemberProcess {
  private final String name;
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile String lastWord;

  private MemberProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    Thread reader = new Thread(this::read, "lines of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a member that keeps its state and its spool files below a directory. */
  static MemberProcess start(
      Path root, String name, int priority, int port, List<String> segment, String... more)
      throws IOException {
    return start(List.of(), root, name, priority, port, segment, more);
  }

  /** The same, started by another program; its command line ends with the member's. */
  static MemberProcess start(
      List<String> by,
      Path root,
      String name,
      int priority,
      int port,
      List<String> segment,
      String... more)
      throws IOException {
    return start(BareMember.class, by, root, name, priority, port, segment, more);
  }

  /** The same, with a program that is as a member is. */
  static MemberProcess start(
      Class<?> program,
      List<String> by,
      Path root,
      String name,
      int priority,
      int port,
      List<String> segment,
      String... more)
      throws IOException {
    List<String> command = new ArrayList<>(by);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It lives shortly: most of what its start takes would be the optimizing compiler's.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of("--server", name, "--priority", Integer.toString(priority)));
    command.addAll(List.of("--state", root.resolve(name + "-state").toString()));
    command.addAll(List.of("--spool", root.resolve(name + "-spool").toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--data-port", Integer.toString(port + 1)));
    command.addAll(List.of("--participants", String.join(",", segment)));
    command.addAll(List.of("--profile", "slow", "--commands", "stdin"));
    command.addAll(List.of(more));
    return new MemberProcess(name, new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      in.lines().forEach(this::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add(e.toString());
    }
  }

  private void add(String line) {
    lines.add(line);
    String last = lastWord;
    if (last != null && line.contains(last)) {
      process.destroyForcibly();
    }
  }

  /** Ends it, without a word, as soon as it prints that. */
  void killAt(String text) {
    lastWord = text;
    if (said(text)) {
      process.destroyForcibly();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed so far. */
  List<String> lines() {
    return lines;
  }

  boolean said(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  /** The last leadership it told; "" before the first. */
  String leadership() {
    return lines.stream()
        .filter(line -> line.contains(" LEADERSHIP "))
        .reduce("", (before, last) -> last.replaceFirst("^\\S+ LEADERSHIP ", ""));
  }

  /** Asked anew each time. */
  long counter(String counter) throws IOException {
    int before = lines.size();
    OutputStream in = process.getOutputStream();
    in.write("counters\n".getBytes(StandardCharsets.UTF_8));
    in.flush();
    Await.until(
        () -> name + " tells its counters: " + lines,
        () -> lines.stream().skip(before).anyMatch(line -> line.contains(counter)));
    Matcher value =
        Pattern.compile(Pattern.quote(counter) + "=(\\d+)")
            .matcher(String.join("\n", lines.subList(before, lines.size())));
    assertTrue(value.find(), counter);
    return Long.parseLong(value.group(1));
  }

  /** Sends a signal, such as STOP. */
  void signal(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
  }

  /** Ends it at once, without a word. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean endsWithin(int seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }
}
