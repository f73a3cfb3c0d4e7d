package org.contentmover.core.mctp;

import static org.contentmover.core.mctp.ReceptionFixture.LEADER;
import static org.contentmover.core.mctp.ReceptionFixture.LEADER_AT;
import static org.contentmover.core.mctp.ReceptionFixture.MS;
import static org.contentmover.core.mctp.ReceptionFixture.PAYLOAD;
import static org.contentmover.core.mctp.ReceptionFixture.SECOND;
import static org.contentmover.core.mctp.ReceptionFixture.SECOND_AT;
import static org.contentmover.core.mctp.ReceptionFixture.SEGMENT;
import static org.contentmover.core.mctp.ReceptionFixture.SELF;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.core.testing.DocumentedTable;
import org.contentmover.core.testing.StateTable;
import org.contentmover.core.wire.DatagramHeader;
import org.junit.jupiter.api.Test;

/**
 * Walks through every state of a participant and every event, and holds the table in
 * docs/protocol/mctp.md to what the machine does.
 */
class ReceptionStateTableTest {
  private static final int SIZE_BYTES = 1_000;
  private static final int FRAMES = SIZE_BYTES / PAYLOAD;
  private static final long WINDOW_NS = 10 * MS;
  private static final int ORDER = 1;
  private static final String SOURCE = "http://leader/";

  @Test
  void shouldDoWhatTheDocumentSays() throws IOException {
    new DocumentedTable("mctp.md", "participant's states", ReceptionStateTableTest.class)
        .shouldBe(StateTable.of(states(), events(), (state, event) -> state.get().cell(event)));
  }

  private static Map<String, Supplier<Machine>> states() {
    Map<String, Supplier<Machine>> states = new LinkedHashMap<>();
    states.put("OFFERED", Machine::new);
    states.put("OPENING", () -> new Machine().then(m -> m.reception.accepted()));
    states.put("RECEIVING", ReceptionStateTableTest::receiving);
    states.put("REPAIRING", () -> receiving().then(m -> m.frame(2, 1)));
    states.put("FETCHING", () -> receiving().then(m -> m.reception.onFetchRequest(m.now)));
    states.put("VERIFYING", ReceptionStateTableTest::verifying);
    states.put("COMPLETE", () -> verifying().then(m -> m.reception.verified(true, m.now)));
    states.put("REFUSED", () -> new Machine().then(m -> m.reception.refused("no room", m.now)));
    states.put("FAILED", () -> receiving().then(m -> m.reception.spoolFailed("full", m.now)));
    return states;
  }

  /** Has one of ten frames. */
  private static Machine receiving() {
    return new Machine()
        .then(m -> m.reception.accepted())
        .then(m -> m.reception.spoolOpened(m.now))
        .then(m -> m.frame(1, 0));
  }

  private static Machine verifying() {
    return receiving().then(Machine::restOfTheFrames);
  }

  private static Map<String, Consumer<Machine>> events() {
    Map<String, Consumer<Machine>> events = new LinkedHashMap<>();
    events.put("its leader announces it again", m -> m.announcedAgain(ORDER));
    events.put("its leader, ordered anew, announces it", m -> m.announcedAgain(ORDER + 1));
    events.put(
        "another leader announces the same frames", m -> m.announcedByAnother(SIZE_BYTES, PAYLOAD));
    events.put(
        "another leader announces it in other frames",
        m -> m.announcedByAnother(SIZE_BYTES, 2 * PAYLOAD));
    events.put(
        "another leader announces other content",
        m -> m.announcedByAnother(2 * SIZE_BYTES, PAYLOAD));
    events.put("agent: receive it", m -> m.reception.accepted());
    events.put("agent: has it already", m -> m.reception.alreadyHave(m.now));
    events.put("agent: refuses", m -> m.reception.refused("no room", m.now));
    events.put("spool file and channel are open", m -> m.reception.spoolOpened(m.now));
    events.put("the same, with a frame of an earlier life", m -> m.openedWith(oneFrame()));
    events.put(
        "the same, with all frames of an earlier life", m -> m.openedWith(FrameSet.all(FRAMES)));
    events.put("disk: no room, or an error", m -> m.reception.spoolFailed("full", m.now));
    events.put("a frame of pass 1, others are missing", m -> m.frame(1, 5));
    events.put("a frame of pass 2, others are missing", m -> m.frame(2, 5));
    events.put("all missing frames", Machine::restOfTheFrames);
    events.put("PASS_END of pass 1", m -> m.reception.onPassEnd(1, WINDOW_NS, m.now));
    events.put("REQUEST STATUS by name", m -> m.reception.onStatusWanted(1, WINDOW_NS, m.now));
    events.put("REQUEST FETCH", m -> m.reception.onFetchRequest(m.now));
    events.put("SESSION_END DONE", m -> m.reception.onSessionDone(m.now));
    events.put(
        "SESSION_END DONE, nowhere to fetch from",
        m -> {
          m.reception.renew(session(7, SIZE_BYTES, PAYLOAD, ""), ORDER);
          m.reception.onSessionDone(m.now);
        });
    events.put(
        "spool file and channel are open, after SESSION_END DONE",
        m -> {
          if (m.reception.state() == ReceptionState.OPENING) {
            m.reception.onSessionDone(m.now);
            m.reception.spoolOpened(m.now);
          }
        });
    events.put("agent: ranges are filled", m -> m.reception.rangesFilled());
    events.put("SHA-256 matches", m -> m.reception.verified(true, m.now));
    events.put("SHA-256 does not match", m -> m.reception.verified(false, m.now));
    events.put(
        "SHA-256 does not match, after SESSION_END DONE",
        m -> {
          if (m.reception.state() == ReceptionState.VERIFYING) {
            m.reception.onSessionDone(m.now);
            m.reception.verified(false, m.now);
          }
        });
    events.put(
        "SHA-256 does not match, the second time",
        m -> {
          if (m.reception.state() != ReceptionState.VERIFYING) {
            return; // was not verified a first time
          }
          m.reception.verified(false, m.now);
          m.restOfTheFrames();
          m.told();
          m.output.take();
          m.reception.verified(false, m.now);
        });
    return events;
  }

  private static FrameSet oneFrame() {
    FrameSet found = FrameSet.none(FRAMES);
    found.add(3);
    return found;
  }

  private static TransferSession session(
      long epoch, int sizeBytes, int payloadBytes, String sourceUrl) {
    ContentHash hash = ContentHash.sha256(new byte[sizeBytes]);
    Announce announce =
        ReceptionFixture.announce(epoch, sizeBytes, payloadBytes, hash, ORDER, sourceUrl);
    return TransferSession.of(
        announce, DatagramHeader.segmentKey(SEGMENT), epoch == 7 ? LEADER : SECOND);
  }

  /** A participant that was just asked, and what it does. */
  private static final class Machine {
    private final RecordingOutput output = new RecordingOutput();
    private final Reception reception;
    private long now;

    Machine() {
      Outbox outbox = new Outbox(SEGMENT, SELF, ReceptionFixture.address(9), 1, output);
      reception =
          new Reception(
              session(7, SIZE_BYTES, PAYLOAD, SOURCE),
              ORDER,
              LEADER_AT,
              MctpConfig.lan(),
              outbox,
              output,
              new MctpCounters(),
              new Random(3));
      reception.onAnnounce(WINDOW_NS, now);
    }

    Machine then(Consumer<Machine> step) {
      step.accept(this);
      return this;
    }

    void announcedAgain(int order) {
      reception.renew(session(7, SIZE_BYTES, PAYLOAD, SOURCE), order);
      reception.onAnnounce(WINDOW_NS, now);
    }

    void announcedByAnother(int sizeBytes, int payloadBytes) {
      reception.unbind();
      reception.bind(session(8, sizeBytes, payloadBytes, SOURCE), ORDER, SECOND_AT);
      reception.onAnnounce(WINDOW_NS, now);
    }

    void openedWith(FrameSet found) {
      reception.framesFound(found);
      reception.spoolOpened(now);
    }

    void frame(int pass, int number) {
      TransferSession session = reception.session();
      int length = session.lengthOf(number);
      ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + length);
      FrameHeader.write(
          datagram, FrameType.DATA, session.key(), session.epoch(), pass, number, length);
      reception.onFrame(datagram.rewind(), now);
    }

    void restOfTheFrames() {
      for (int number = 0; number < FRAMES; number++) {
        frame(1, number);
      }
    }

    /** What it tells its leader within the window. */
    List<String> told() {
      now += WINDOW_NS;
      output.take();
      reception.tick(now);
      return output.take().stream()
          .map(line -> line.replaceAll(".* pass \\d+ (\\w+).*", "tells $1"))
          .toList();
    }

    String cell(Consumer<Machine> event) {
      told();
      ReceptionState before = reception.state();
      event.accept(this);
      List<String> done = output.take().stream().map(Machine::plain).toList();
      return StateTable.cell(done, before, reception.state(), told());
    }

    private static String plain(String effect) {
      if (effect.startsWith("dropped")) {
        return "spool file dropped";
      }
      if (effect.startsWith("ranges wanted")) {
        return "agent: fetch";
      }
      return effect.startsWith("write") ? "write" : effect.replace("offered", "agent: receive it?");
    }
  }
}
