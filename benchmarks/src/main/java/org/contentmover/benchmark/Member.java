package org.contentmover.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One member of a segment, a process in a host: told what to do by lines, tells by lines what
 * happens. Safe for use by several threads.
 */
public final class Member implements AutoCloseable {
  /**
   * What a member told.
   *
   * @param when by the clock of this machine, which all members share
   * @param text what happened
   */
  public record Event(Instant when, String text) {
    /** Reads a line; one that a virtual machine says itself has no time. */
    static Event parse(String line) {
      Matcher event = LINE.matcher(line);
      return event.matches()
          ? new Event(Instant.parse(event.group(1)), event.group(2))
          : new Event(Instant.now(), "SAID " + line);
    }

    private static final Pattern LINE =
        Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z) (.*)");

    /** Whether its first word is this. */
    public boolean is(String kind) {
      return text.startsWith(kind + " ");
    }

    /** Whether it is the leader's word that all of these are in the segment. */
    public boolean names(List<Member> wanted) {
      List<String> seen = List.of(value("members").orElse("").split(","));
      return is("SEGMENT") && wanted.stream().allMatch(member -> seen.contains(member.name()));
    }

    /** The value of {@code name=} in the text. */
    public Optional<String> value(String name) {
      for (String word : text.split(" ")) {
        if (word.startsWith(name + "=")) {
          return Optional.of(word.substring(name.length() + 1));
        }
      }
      return Optional.empty();
    }
  }

  private final String name;
  private final Process process;
  private final List<Event> events = new ArrayList<>();
  private boolean ended;

  private Member(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param command in its host
   * @param log takes what it says on standard error
   */
  public static Member start(String name, List<String> command, Path log) throws IOException {
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    Member member = new Member(name, process);
    Thread reader = new Thread(member::read, "events of " + name);
    reader.setDaemon(true);
    reader.start();
    return member;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(Event.parse(line));
      }
    } catch (IOException e) {
      add(new Event(Instant.now(), "LOST " + e.getMessage()));
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private synchronized void add(Event event) {
    events.add(event);
    notifyAll();
  }

  /** As in its segment. */
  public String name() {
    return name;
  }

  /** That of the member itself. */
  public Process process() {
    return process;
  }

  /** How many events there were until now; {@link #await} looks for later ones from there. */
  public synchronized int mark() {
    return events.size();
  }

  /** Events from a mark on. */
  public synchronized List<Event> since(int mark) {
    return List.copyOf(events.subList(mark, events.size()));
  }

  /**
   * The first event from a mark on that fits; waits for it.
   *
   * @throws BenchmarkException when it does not come in time
   */
  public synchronized Event await(int mark, Duration timeout, Predicate<Event> wanted)
      throws InterruptedException {
    long deadlineNs = System.nanoTime() + timeout.toNanos();
    int next = mark;
    while (true) {
      for (; next < events.size(); next++) {
        if (wanted.test(events.get(next))) {
          return events.get(next);
        }
      }
      long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0 || ended) {
        throw new BenchmarkException(
            "member "
                + name
                + (ended ? " ended" : " did not do it in time")
                + "; its last words: "
                + events.subList(Math.max(0, events.size() - 5), events.size()));
      }
      wait(leftMs);
    }
  }

  /** A line of its standard input. */
  public void tell(String command) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** A clean leave; when that takes too long, the end of the process. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    Processes.awaitEnd(process);
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
