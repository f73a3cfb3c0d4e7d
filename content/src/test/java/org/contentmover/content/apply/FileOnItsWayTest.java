package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.fixture.Arriving;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.StagingCost;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file is written while it comes, not when its last byte is there (CI-2). */
class FileOnItsWayTest {
  private static final int FILE_BYTES = 24 * 1024 * 1024;
  private static final String FILM = "film.mp4";

  @TempDir Path directory;
  private final OpenFiles files = new OpenFiles();
  private final byte[] film = new byte[FILE_BYTES];
  private Publisher publisher;
  private SampleTree staging;
  private Server server;

  /** Knows which files are being written. */
  private static final class OpenFiles extends DelegatingFileSystem {
    private final Set<Path> open = new HashSet<>();

    @Override
    public OutputStream createFile(Path file) throws IOException {
      open.add(file);
      return new FilterOutputStream(super.createFile(file)) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
          open.remove(file);
          super.close();
        }
      };
    }
  }

  @BeforeEach
  void makeFilm() throws Exception {
    new Random(7).nextBytes(film);
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging")).file(FILM, film).file("a.txt", "a");
    server = Server.under(directory.resolve("server"));
  }

  @AfterEach
  void close() throws Exception {
    publisher.close();
  }

  @Test
  void shouldWriteWhatHasComeOfALargeFile() throws Exception {
    Arriving arriving = arriving(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1));
    try (ContentInterpreter interpreter = open()) {
      for (int tenth = 1; tenth <= 10; tenth++) {
        arrive(arriving, (tenth - 1) * arriving.pieces() / 10, tenth * arriving.pieces() / 10);
        prepare(interpreter, arriving, arriving::has);
        long lacks = FILE_BYTES / 10L * tenth - earlyBytes();
        assertTrue(lacks <= Piece.MAX_CONTENT_BYTES, lacks + " bytes lack after tenth " + tenth);
      }
      assertEquals(FILE_BYTES, earlyBytes());
      assertEquals(Set.of(), files.open);
      carryOut(interpreter, arriving.file());
      carryOut(interpreter, publisher.order(AssignmentType.COMMIT, 1).file());
    }
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
  }

  @Test
  void shouldWriteTheRestWhenAllHasCome() throws Exception {
    Arriving arriving = arriving(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1));
    try (ContentInterpreter interpreter = open()) {
      arrive(arriving, 0, arriving.pieces() / 2);
      prepare(interpreter, arriving, arriving::has);
      assertTrue(earlyBytes() > FILE_BYTES / 4);
      arrive(arriving, arriving.pieces() / 2, arriving.pieces());
      carryOut(interpreter, arriving.file());
      assertEquals(Set.of(), files.open);
      carryOut(interpreter, publisher.order(AssignmentType.COMMIT, 1).file());
    }
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
  }

  /** What is said to be there may be in memory still. */
  @Test
  void shouldWriteNothingThatIsNotWhatWasSent() throws Exception {
    Arriving arriving = arriving(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1));
    try (ContentInterpreter interpreter = open()) {
      arrive(arriving, 0, arriving.pieces() / 2);
      prepare(interpreter, arriving, (offset, length) -> true);
      byte[] written = Files.readAllBytes(server.site().early().resolve(FILM));
      assertTrue(written.length > FILE_BYTES / 4 && written.length <= FILE_BYTES / 2);
      assertEquals(-1, Arrays.mismatch(written, Arrays.copyOf(film, written.length)));
      arrive(arriving, arriving.pieces() / 2, arriving.pieces());
      carryOut(interpreter, arriving.file());
      carryOut(interpreter, publisher.order(AssignmentType.COMMIT, 1).file());
    }
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
  }

  /** Most of the file comes from the base, new parts are before, between and behind. */
  @Test
  void shouldWriteAChangedFileWhileItsChangesCome() throws Exception {
    Manifest first = Publisher.scan(staging.root());
    byte[] changed = new byte[FILE_BYTES + 12_000_000];
    new Random(8).nextBytes(changed);
    System.arraycopy(film, 0, changed, 3_000_000, FILE_BYTES / 2);
    System.arraycopy(
        film, FILE_BYTES / 2, changed, 10_000_000 + FILE_BYTES / 2, FILE_BYTES - FILE_BYTES / 2);
    try (ContentInterpreter interpreter = open()) {
      carryOut(interpreter, publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
      carryOut(interpreter, publisher.order(AssignmentType.COMMIT, 1).file());
      staging.file(FILM, changed);
      Arriving arriving = arriving(publisher.publish(first, 1, staging.root(), 2));
      assertTrue(arriving.pieces() < 4_000, "all of it is sent");
      arrive(arriving, 0, arriving.pieces() / 2);
      prepare(interpreter, arriving, arriving::has);
      assertTrue(earlyBytes() > FILE_BYTES / 4, earlyBytes() + " bytes are written");
      arrive(arriving, arriving.pieces() / 2, arriving.pieces());
      prepare(interpreter, arriving, arriving::has);
      assertEquals(changed.length, earlyBytes());
      carryOut(interpreter, arriving.file());
      carryOut(interpreter, publisher.order(AssignmentType.COMMIT, 2).file());
    }
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
  }

  /** It is one frame, of which nothing is known to be right before all of it is there. */
  @Test
  void shouldNotHoldUpAFilmByAPackedFile() throws Exception {
    staging.file("dump.json", HexFormat.of().formatHex(film));
    Arriving arriving = arriving(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1));
    int lost = 100;
    int most = arriving.pieces() * 4 / 5;
    try (ContentInterpreter interpreter = open()) {
      arrive(arriving, 0, lost);
      arrive(arriving, lost + 1, most);
      prepare(interpreter, arriving, arriving::has);
      assertTrue(earlyBytes() >= Piece.MAX_CONTENT_BYTES, earlyBytes() + " bytes are written");
      assertFalse(Files.exists(server.site().early().resolve("dump.json")));
      arriving.arrive(lost);
      prepare(interpreter, arriving, arriving::has);
      assertEquals(2L * FILE_BYTES, Files.size(server.site().early().resolve("dump.json")));
      arrive(arriving, most, arriving.pieces());
      carryOut(interpreter, arriving.file());
      carryOut(interpreter, publisher.order(AssignmentType.COMMIT, 1).file());
    }
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
  }

  @Test
  void shouldCloseAFileThatIsNotReceivedAnyMore() throws Exception {
    Arriving arriving = arriving(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1));
    try (ContentInterpreter interpreter = open()) {
      arrive(arriving, 0, arriving.pieces() / 2);
      prepare(interpreter, arriving, arriving::has);
      assertFalse(files.open.isEmpty());
      interpreter.abandon(arriving.id());
      assertEquals(Set.of(), files.open);
      assertFalse(Files.exists(server.site().early()));
    }
  }

  /** What is written takes room, and needs none once more (CM-6). */
  @Test
  void shouldNeedNoMoreRoomThanIsRequired() throws Exception {
    WrittenAssignment publish = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    Arriving arriving = arriving(publish);
    long[] takenBytes = {0};
    DelegatingFileSystem disk =
        new DelegatingFileSystem() {
          @Override
          public long usableBytes(Path path) {
            return publish.header().requiredBytes() - takenBytes[0];
          }
        };
    try (ContentInterpreter interpreter = open(disk)) {
      arrive(arriving, 0, arriving.pieces() / 2);
      prepare(interpreter, arriving, arriving::has);
      assertTrue(earlyBytes() > 0, "nothing is written");
      takenBytes[0] = StagingCost.ofFile(earlyBytes());
      arrive(arriving, arriving.pieces() / 2, arriving.pieces());
      carryOut(interpreter, arriving.file());
    }
    assertEquals(Publisher.scan(staging.root()), server.versionTree(1));
  }

  private Arriving arriving(WrittenAssignment assignment) throws IOException {
    return new Arriving(assignment, directory.resolve("spool"));
  }

  private static void arrive(Arriving arriving, int from, int to) throws IOException {
    for (int piece = from; piece < to; piece++) {
      arriving.arrive(piece);
    }
  }

  private static void prepare(
      ContentInterpreter interpreter, Arriving arriving, ArrivedBytes arrived) {
    boolean more;
    do {
      more = interpreter.prepare(arriving.id(), arriving.file(), arrived);
    } while (more);
  }

  private long earlyBytes() throws IOException {
    Path early = server.site().early().resolve(FILM);
    return Files.exists(early) ? Files.size(early) : 0;
  }

  private static void carryOut(ContentInterpreter interpreter, Path assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    assertTrue(outcome.succeeded(), outcome.detail());
  }

  private ContentInterpreter open() throws IOException {
    return open(files);
  }

  private ContentInterpreter open(DelegatingFileSystem ops) throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), Publisher.CLOCK, 2, ops);
  }
}
