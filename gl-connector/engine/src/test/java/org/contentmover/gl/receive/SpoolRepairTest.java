package org.contentmover.gl.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.gl.send.ParitySource;
import org.contentmover.gl.send.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parity frames from the leader's file to the spool file (LD-6). */
class SpoolRepairTest {
  private static final int PAYLOAD = 101;
  private static final int BLOCK = 128;

  /** Two whole coding blocks, and a third one of three frames, the last one short. */
  private static final int FRAMES = 2 * BLOCK + 3;

  private static final int SIZE_BYTES = (FRAMES - 1) * PAYLOAD + 7;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final byte[] content = new byte[SIZE_BYTES];
  private final Queue<Runnable> diskWork = new ArrayDeque<>();
  private final RecordedEvents recorded = new RecordedEvents();
  private final List<String> events = recorded.lines;
  @TempDir Path directory;
  private Path path;
  private TransferSession session;
  private SpoolFile spool;

  @BeforeEach
  void openSpool() {
    random.nextBytes(content);
    path = directory.resolve("spool");
    session = Sessions.of(content, PAYLOAD);
    spool = new SpoolDisk(diskWork::add).file(path, session, recorded);
    spool.open();
  }

  @Test
  void shouldRestoreWhatIsMissingOfEveryBlock() throws IOException {
    int[][] missing = {{0, 5, 127}, {BLOCK + 1}, {2 * BLOCK, 2 * BLOCK + 2}};
    try (SourceFile source = source()) {
      ParitySource parity = new ParitySource(source, PAYLOAD);
      for (int block = 0; block < missing.length; block++) {
        writeBlockWithout(block, missing[block]);
        for (int index = 0; index < missing[block].length; index++) {
          keep(parity, block, 10 * block + index);
        }
        assertTrue(spool.repair(session, block, missing[block]));
      }
    }
    spool.verify();
    doDiskWork();
    assertEquals(List.of("opened", "verified"), events, "seed " + seed);
    assertArrayEquals(content, Files.readAllBytes(path), "seed " + seed);
  }

  @Test
  void shouldNotRepairWithTooFewParityFrames() throws IOException {
    try (SourceFile source = source()) {
      keep(new ParitySource(source, PAYLOAD), 0, 0);
    }
    assertFalse(spool.repair(session, 0, new int[] {1, 2}));
    assertFalse(spool.repair(session, 0, new int[] {1}), "the parity frame is let go");
  }

  @Test
  void shouldForgetTheParityFramesOfABlock() throws IOException {
    try (SourceFile source = source()) {
      keep(new ParitySource(source, PAYLOAD), 1, 0);
    }
    spool.dropParity(1);
    assertFalse(spool.repair(session, 1, new int[] {BLOCK}));
  }

  @Test
  void shouldRefuseParityThatFindsNoRoomUntilSomeIsLetGo() {
    int room = ParityRoom.MAX_BYTES / PAYLOAD;
    for (int i = 0; i < room; i++) {
      assertTrue(spool.keepParity(i / 100, i % 100, ByteBuffer.allocate(PAYLOAD)), "frame " + i);
    }
    assertFalse(spool.keepParity(7, 120, ByteBuffer.allocate(PAYLOAD)));
    spool.dropParity(3);
    assertTrue(spool.keepParity(7, 120, ByteBuffer.allocate(PAYLOAD)));
  }

  @Test
  void shouldKeepTheRoomOfARepairThatWaitsForTheDisk() {
    int room = ParityRoom.MAX_BYTES / PAYLOAD;
    for (int i = 0; i < room; i++) {
      spool.keepParity(0, i, ByteBuffer.allocate(PAYLOAD));
    }
    spool.close();
    assertTrue(spool.repair(session, 0, new int[] {1}));
    assertFalse(spool.keepParity(1, 0, ByteBuffer.allocate(PAYLOAD)));
    doDiskWork();
    assertTrue(spool.keepParity(1, 0, ByteBuffer.allocate(PAYLOAD)));
  }

  @Test
  void shouldTakeDataBetweenManyRepairsThatWaitForTheDisk() {
    for (int repair = 0; repair < 10 * ChunkRoom.MAX_CHUNKS; repair++) {
      int block = repair % 3;
      int offset = block * BLOCK * PAYLOAD;
      assertTrue(spool.write(offset, ByteBuffer.allocate(PAYLOAD)), "frame " + repair);
      spool.keepParity(block, 0, ByteBuffer.allocate(PAYLOAD));
      assertTrue(spool.repair(session, block, new int[] {block * BLOCK + 1}));
    }
  }

  @Test
  void shouldFailWhenTheFileBecameShorter() throws IOException {
    writeBlockWithout(1, BLOCK + 3);
    spool.share(); // what is in memory goes to the disk
    doDiskWork();
    Files.write(path, new byte[10]);
    spool.keepParity(1, 0, ByteBuffer.allocate(PAYLOAD));
    assertTrue(spool.repair(session, 1, new int[] {BLOCK + 3}));
    doDiskWork();
    assertEquals(2, events.size(), events.toString());
    assertTrue(events.get(1).contains("became shorter"), events.toString());
  }

  private SourceFile source() throws IOException {
    return SourceFile.open(Files.write(directory.resolve("source"), content), SIZE_BYTES);
  }

  private void keep(ParitySource source, int block, int index) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FrameHeader.BYTES + session.parityBytes(block));
    session.writeParityHeader(frame, 2, block, index);
    source.read(session, block, index, frame);
    assertFalse(frame.hasRemaining());
    assertTrue(spool.keepParity(block, index, frame.position(FrameHeader.BYTES)));
  }

  private void writeBlockWithout(int block, int... missing) {
    int first = BLOCK * block;
    for (int frame = first; frame < Math.min(FRAMES, first + BLOCK); frame++) {
      int number = frame;
      if (Arrays.stream(missing).noneMatch(its -> its == number)) {
        int offset = (int) session.offsetOf(frame);
        spool.write(offset, ByteBuffer.wrap(content, offset, session.lengthOf(frame)));
      }
    }
  }

  private void doDiskWork() {
    for (Runnable task = diskWork.poll(); task != null; task = diskWork.poll()) {
      task.run();
    }
  }
}
