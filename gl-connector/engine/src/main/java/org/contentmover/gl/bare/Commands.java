package org.contentmover.gl.bare;

import jakarta.resource.ResourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a member is told on its standard input, one command a line:
 *
 * <pre>
 * distribute FILE [SHA256 [ASSIGNMENT]]   when it leads
 * cancel ASSIGNMENT                       what it distributes
 * move GROUP PORT                         to another control channel, when it leads
 * counters                                prints COUNTERS name=value…
 * leave
 * </pre>
 *
 * The end of the input is a leave: a member does not outlive whoever commands it.
 */
public class Commands {
  private final BareMember member;
  private final EventLines events;

  public Commands(BareMember member, EventLines events) {
    this.member = member;
    this.events = events;
  }

  /** Reads until the end; blocks. */
  final void read(InputStream in) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        attempt(line.trim().split(" +"));
      }
    } catch (IOException e) {
      events.print("INPUT-LOST " + e.getMessage());
    }
    member.end();
  }

  private void attempt(String[] words) {
    try {
      carryOut(words);
    } catch (IOException | ResourceException | IllegalArgumentException e) {
      events.print("NOT-DONE " + String.join(" ", words) + ": " + e.getMessage());
    }
  }

  /**
   * Carries out one command.
   *
   * @param words at least one
   * @throws IllegalArgumentException when there is no such command
   */
  protected void carryOut(String[] words) throws IOException, ResourceException {
    switch (words[0]) {
      case "distribute" -> distribute(words);
      case "cancel" -> cancel(words);
      case "move" -> move(words);
      case "counters" -> printCounters();
      case "leave" -> member.end();
      default ->
          throw new IllegalArgumentException("known are distribute, cancel, move, counters, leave");
    }
  }

  private void distribute(String[] words) throws IOException, ResourceException {
    if (words.length < 2 || words.length > 4) {
      throw new IllegalArgumentException("wanted is: distribute FILE [SHA256 [ASSIGNMENT]]");
    }
    Path file = Path.of(words[1]).toAbsolutePath();
    String sha256 = words.length > 2 ? words[2] : Sha256.of(file);
    UUID assignment = words.length > 3 ? UUID.fromString(words[3]) : UUID.randomUUID();
    member.distribute(assignment, file, sha256);
  }

  private void cancel(String[] words) {
    if (words.length != 2) {
      throw new IllegalArgumentException("wanted is: cancel ASSIGNMENT");
    }
    member.cancel(UUID.fromString(words[1]));
  }

  private void move(String[] words) throws ResourceException {
    if (words.length != 3) {
      throw new IllegalArgumentException("wanted is: move GROUP PORT");
    }
    member.moveControlChannel(words[1], Integer.parseInt(words[2]));
  }

  private void printCounters() {
    StringBuilder line = new StringBuilder("COUNTERS");
    member
        .segment()
        .counters()
        .forEach((name, count) -> line.append(' ').append(name).append('=').append(count));
    events.print(line.toString());
  }
}
