package org.contentmover.system.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.gl.bare.Sha256;

/**
 * Has the members of a segment say everything that there is to say, and write it down: elections,
 * registrations, handshakes, a search for the path, transfers with losses, a move of the control
 * channel, a receiver that is killed, one that does not hear, a leader whose time is over.
 */
final class Conversation {
  static final int MEMBERS = 3;

  private static final int BLOCK_BYTES = 4_096;
  private static final int CONTENT_BYTES = 3 << 20;
  private static final String BYTES_PER_SECOND = "1500000";
  private static final String NEXT_GROUP = "239.255.45.3";
  private static final int NEXT_PORT = 45_103;

  private static final int FLOOR_NOTICE = 4;
  private static final int PROBE = 8;
  private static final int HEARING_QUESTION = 10;
  private static final int HEARING_ANSWER = 11;
  private static final int REQUEST = 35;

  /** Only members with a key say these. */
  private static final List<Integer> HANDSHAKE = List.of(24, 25, 26);

  private static final List<Integer> FRAMES = List.of(64, 65, 66);

  /** A line of a table of messages: number and name. */
  private static final Pattern MESSAGE =
      Pattern.compile("^\\| (\\d+) \\| [A-Z]", Pattern.MULTILINE);

  private final LabSegment segment;
  private final Path directory;
  private final String[] options;

  /**
   * A conversation that has not begun.
   *
   * @param segment without members; what hosts receive gets lost sometimes
   * @param directory takes the recordings
   * @param options of each member
   */
  Conversation(LabSegment segment, Path directory, List<String> options) {
    this.segment = segment;
    this.directory = directory;
    this.options = options.toArray(new String[0]);
  }

  /** Every type of which the documents of the protocols have a message. */
  static SortedSet<Integer> types(boolean keyed) throws IOException {
    SortedSet<Integer> types = new TreeSet<>(FRAMES);
    for (String page : List.of("election", "registration", "mctp", "security")) {
      Path file = LabSegment.REPOSITORY.resolve("docs/protocol/" + page + ".md");
      Matcher message = MESSAGE.matcher(Files.readString(file));
      while (message.find()) {
        types.add(Integer.parseInt(message.group(1)));
      }
    }
    if (!keyed) {
      types.removeAll(HANDSHAKE);
    }
    return types;
  }

  /** Has it. In the end all have left and come again: what was said is of earlier lives. */
  Recording have() throws Exception {
    segment.start(MEMBERS, this::options);
    transfer();
    moveTheControlChannel();
    killAReceiver();
    deafenOne();
    refuseALeader();
    segment.leave();
    final Recording said = Recording.ofAllLives(directory);
    segment.start(MEMBERS, this::options);
    return said;
  }

  /** What a member that starts now is told. */
  String[] options(int host) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--frame-bytes", "0", "--rate", BYTES_PER_SECOND));
    try {
      all.addAll(List.of("--record", Recording.fileOfNextLife(directory, host).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toArray(new String[0]);
  }

  /** Something small, in a block, and something large, in frames. */
  void transfer() throws Exception {
    LabMember leader = segment.awaitOneLeader();
    for (int bytes : List.of(BLOCK_BYTES, CONTENT_BYTES)) {
      Path file = segment.content("content-" + bytes, bytes);
      UUID assignment = leader.distribute(file, Sha256.of(file));
      for (LabMember receiver : others(leader)) {
        receiver.received(assignment, file);
      }
      leader.await(
          0,
          event ->
              event.is("REPORTS")
                  && event.text().contains(assignment.toString())
                  && event.text().contains("final=true"));
    }
  }

  private void moveTheControlChannel() throws Exception {
    LabMember leader = segment.awaitOneLeader();
    leader.move(NEXT_GROUP, NEXT_PORT);
    segment.await("for the move", () -> leader.counter("election.channels-moved") == 1);
    segment.awaitOneLeader();
  }

  /** It is asked how it stands; when it is back, it asks for what is under way. */
  private void killAReceiver() throws Exception {
    LabMember leader = segment.awaitOneLeader();
    LabMember killed = others(leader).get(1);
    Path file = segment.content("content-" + CONTENT_BYTES, CONTENT_BYTES);
    UUID assignment = leader.distribute(file, Sha256.of(file));
    killed.await(
        0,
        event -> event.text().contains("GLC0048") && event.text().contains(assignment.toString()));
    killed.kill();
    awaitWord(leader, REQUEST);
    again(killed).received(assignment, file);
    segment.awaitOneLeader();
  }

  /** It claims, since it hears no leader, and is asked whether it hears at all. */
  private void deafenOne() throws Exception {
    LabMember leader = segment.awaitOneLeader();
    LabMember deaf = others(leader).get(1);
    segment.deafen(deaf.host(), leader.host());
    awaitWord(others(leader).get(0), HEARING_QUESTION);
    awaitWord(deaf, HEARING_ANSWER);
    segment.undeafen(deaf.host());
    segment.awaitOneLeader();
  }

  /** Two that were cut off, and led by one of them, do not take the old leader any more. */
  private void refuseALeader() throws Exception {
    LabMember leader = segment.awaitOneLeader();
    List<LabMember> others = others(leader);
    for (LabMember other : others) {
      segment.deafen(other.host(), leader.host());
      segment.deafen(leader.host(), other.host());
    }
    segment.await(
        "for the others to be led",
        () ->
            others.stream().anyMatch(it -> it.leads(List.of()))
                && others.stream().noneMatch(it -> it.follows(leader.name())));
    awaitWord(leader, PROBE);
    for (LabMember other : others) {
      other.kill();
      segment.undeafen(other.host());
    }
    segment.undeafen(leader.host());
    awaitWord(again(others.get(0)), FLOOR_NOTICE);
    again(others.get(1));
    segment.awaitOneLeader();
  }

  private LabMember again(LabMember ended) throws IOException {
    return segment.again(ended.host(), options(ended.host()));
  }

  private void awaitWord(LabMember member, int type) {
    segment.await(
        "for " + member.name() + " to say type " + type,
        () -> {
          try {
            return Recording.ofPresentLife(directory, member.host()).has(type);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private List<LabMember> others(LabMember leader) {
    return segment.members().stream().filter(member -> member != leader).toList();
  }
}
