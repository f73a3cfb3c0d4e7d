package org.contentmover.gl.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.FrameSet;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.gl.send.ParitySource;
import org.contentmover.gl.send.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was killed had received is found by the next one (LD-3). */
class SpoolFoundAgainTest {
  private static final int PAYLOAD = 700;
  private static final int FRAMES = 3_000;
  private static final int SIZE_BYTES = (FRAMES - 1) * PAYLOAD + 7;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final byte[] content = new byte[SIZE_BYTES];
  private final Queue<Runnable> diskWork = new ArrayDeque<>();
  private final RecordedEvents recorded = new RecordedEvents();
  private TransferSession session;
  private FrameSet written;
  private Path path;
  private SpoolFile spool;
  @TempDir Path directory;

  @BeforeEach
  void openSpool() {
    random.nextBytes(content);
    session = Sessions.of(content, PAYLOAD);
    written = FrameSet.none(FRAMES);
    path = directory.resolve("assignment");
    spool = open(session);
  }

  /** As the next process does: the one before has closed nothing. */
  private SpoolFile open(TransferSession of) {
    diskWork.clear();
    SpoolFile opened = new SpoolDisk(diskWork::add).file(path, of, recorded);
    opened.open();
    doDiskWork();
    return opened;
  }

  @Test
  void shouldFindNothingInANewFile() {
    assertTrue(recorded.found.isEmpty());
  }

  @Test
  void shouldFindEveryFrameThatWasWrittenAndVerifyTheWholeWithTheOthers() {
    for (int life = 0; life < 4; life++) {
      for (int i = 0; i < FRAMES / 4; i++) {
        write(random.nextInt(FRAMES));
      }
      write(FRAMES - 1);
      spool.flush();
      doDiskWork();
      spool = open(session);
      assertEquals(written.gaps(), recorded.found.gaps(), "life " + life + ", seed " + seed);
    }
    for (int frame = 0; frame < FRAMES; frame++) {
      write(frame);
    }
    spool.verify();
    doDiskWork();
    assertEquals("verified", recorded.lines.get(recorded.lines.size() - 1), "seed " + seed);
  }

  @Test
  void shouldVerifyAWholeThatIsFound() {
    for (int frame = 0; frame < FRAMES; frame++) {
      write(frame);
    }
    spool.flush();
    doDiskWork();
    spool = open(session);
    assertTrue(recorded.found.isFull(), "seed " + seed);
    spool.verify();
    doDiskWork();
    assertEquals("verified", recorded.lines.get(2), "seed " + seed);
  }

  @Test
  void shouldFindFramesThatWereRestoredFromParity() throws IOException {
    for (int frame = 1; frame < 128; frame++) {
      write(frame);
    }
    try (SourceFile source =
        SourceFile.open(Files.write(directory.resolve("source"), content), SIZE_BYTES)) {
      ByteBuffer parity = ByteBuffer.allocate(PAYLOAD);
      new ParitySource(source, PAYLOAD).read(session, 0, 0, parity);
      spool.keepParity(0, 0, parity.flip());
    }
    spool.repair(session, 0, new int[] {0});
    spool.flush();
    doDiskWork();
    open(session);
    assertTrue(recorded.found.contains(0), "seed " + seed);
  }

  @Test
  void shouldFindWhatSomebodyElseHasWrittenAndTold() throws IOException {
    write(3);
    spool.share();
    int from = 5 * PAYLOAD;
    int to = 2_000 * PAYLOAD + random.nextInt(PAYLOAD - 1) + 1;
    try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (int at = from; at < to; ) {
        int length = Math.min(to - at, 1 + random.nextInt(300_000));
        other.write(ByteBuffer.wrap(content, at, length), at);
        spool.noteShared(at, at + length);
        at += length;
      }
      other.write(ByteBuffer.wrap(content, 2_500 * PAYLOAD, PAYLOAD), 2_500L * PAYLOAD);
      int last = SIZE_BYTES - PAYLOAD / 2;
      other.write(ByteBuffer.wrap(content, last, SIZE_BYTES - last), last);
      spool.noteShared(last, SIZE_BYTES);
    }
    spool.flush();
    doDiskWork();
    FrameSet expected = FrameSet.none(FRAMES);
    expected.add(3);
    expected.add(new FrameRange(5, 1_995));
    expected.add(FRAMES - 1);
    spool = open(session);
    assertEquals(expected.gaps(), recorded.found.gaps(), "seed " + seed);
  }

  @Test
  void shouldNotFindWhatSomebodyElseHasWrittenBeforeItDiffered() throws IOException {
    content[0]++;
    try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
      other.write(ByteBuffer.wrap(content), 0);
    }
    spool.noteShared(0, SIZE_BYTES);
    spool.verify();
    doDiskWork();
    open(session);
    assertTrue(recorded.found.isEmpty(), "seed " + seed);
  }

  @Test
  void shouldFindNoFrameWhoseContentTheDiskLost() throws IOException {
    for (int frame = 0; frame < FRAMES; frame++) {
      write(frame);
    }
    spool.flush();
    doDiskWork();
    FrameSet lost = FrameSet.none(FRAMES);
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (int page = 0; page < 20; page++) {
        int at = 4_096 * random.nextInt(SIZE_BYTES / 4_096);
        file.write(ByteBuffer.allocate(4_096), at);
        for (int frame = at / PAYLOAD; frame <= (at + 4_095) / PAYLOAD; frame++) {
          lost.add(frame);
        }
      }
    }
    open(session);
    for (int frame = 0; frame < FRAMES; frame++) {
      assertEquals(!lost.contains(frame), recorded.found.contains(frame), frame + ", seed " + seed);
    }
  }

  @Test
  void shouldFindNoFrameWhoseChecksumTheDiskLost() throws IOException {
    for (int frame = 0; frame < FRAMES; frame++) {
      write(frame);
    }
    spool.flush();
    doDiskWork();
    Path checksums = FrameChecksums.beside(path);
    int left = random.nextInt(FRAMES);
    try (FileChannel file = FileChannel.open(checksums, StandardOpenOption.WRITE)) {
      file.truncate(Files.size(checksums) - 4L * (FRAMES - left));
    }
    open(session);
    assertEquals(left, recorded.found.size(), "seed " + seed);
    assertTrue(left == 0 || recorded.found.contains(left - 1), "seed " + seed);
  }

  @Test
  void shouldFindNothingOfOtherContentOrOtherFrames() {
    write(3);
    spool.flush();
    doDiskWork();
    open(Sessions.of(content, PAYLOAD - 1));
    assertTrue(recorded.found.isEmpty());
    open(session);
    assertTrue(recorded.found.isEmpty(), "it was begun anew for other frames");
    content[0]++;
    open(Sessions.of(content, PAYLOAD));
    assertTrue(recorded.found.isEmpty());
  }

  @Test
  void shouldNoteTheFramesOfTheLeaderThatGoesOn() {
    write(3);
    TransferSession other = Sessions.of(content, 2 * PAYLOAD);
    spool.goOn(other);
    spool.write(2L * PAYLOAD, ByteBuffer.wrap(content, 2 * PAYLOAD, 2 * PAYLOAD));
    spool.flush();
    doDiskWork();
    open(other);
    assertEquals(1, recorded.found.size());
    assertTrue(recorded.found.contains(1));
  }

  /** The file has its full size from the start, whatever the disk gave for it. */
  @Test
  void shouldRefuseToGoOnWhenThereIsNoRoomForTheRest() throws IOException {
    long sizeBytes = Files.getFileStore(directory).getTotalSpace() + PAYLOAD;
    try (RandomAccessFile hollow = new RandomAccessFile(path.toFile(), "rw")) {
      hollow.setLength(sizeBytes);
    }
    recorded.lines.clear();
    open(Sessions.of(sizeBytes, 60_000, ContentHash.OF_NOTHING));
    assertEquals(1, recorded.lines.size(), recorded.lines.toString());
    assertTrue(recorded.lines.get(0).contains("no room"), recorded.lines.toString());
  }

  @Test
  void shouldFindNothingOfAFileThatDiffered() {
    content[0]++;
    for (int frame = 0; frame < FRAMES; frame++) {
      write(frame);
    }
    spool.verify();
    doDiskWork();
    open(session);
    assertTrue(recorded.found.isEmpty());
  }

  @Test
  void shouldLeaveWhatIsClosedToTheNextAndRemoveWhatIsDeletedOrForgotten() {
    write(3);
    spool.close();
    doDiskWork();
    spool = open(session);
    assertEquals(1, recorded.found.size());
    SpoolFile.forgetFrames(path);
    assertTrue(Files.exists(path));
    assertFalse(Files.exists(FrameChecksums.beside(path)));
    spool.delete();
    doDiskWork();
    assertFalse(Files.exists(path));
    spool = open(session);
    spool.delete();
    doDiskWork();
    assertFalse(Files.exists(FrameChecksums.beside(path)));
  }

  private void write(int frame) {
    if (recorded.found.contains(frame) || !written.add(frame)) {
      return;
    }
    int offset = (int) session.offsetOf(frame);
    spool.write(offset, ByteBuffer.wrap(content, offset, session.lengthOf(frame)));
    doDiskWork();
  }

  private void doDiskWork() {
    for (Runnable task = diskWork.poll(); task != null; task = diskWork.poll()) {
      task.run();
    }
  }
}
