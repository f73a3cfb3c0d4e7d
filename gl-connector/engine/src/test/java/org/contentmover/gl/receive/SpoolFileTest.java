package org.contentmover.gl.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Supplier;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.gl.work.SerialExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFileTest {
  private static final int FRAME_BYTES = 1_000;
  private static final int SIZE_BYTES = 1_000_123;
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
  private SpoolDisk disk;

  @BeforeEach
  void openSpool() {
    random.nextBytes(content);
    session = Sessions.of(content, FRAME_BYTES);
    path = directory.resolve("assignment");
    disk = new SpoolDisk(diskWork::add);
    spool = disk.file(path, session, recorded);
  }

  @Test
  void shouldHaveItsFullSizeFromTheStart() throws IOException {
    spool.open();
    doDiskWork();
    assertEquals(List.of("opened"), events);
    assertEquals(SIZE_BYTES, Files.size(path));
  }

  @Test
  void shouldAssembleFramesInAnyOrder() throws Exception {
    spool.open();
    List<Integer> frames = new ArrayList<>();
    for (int frame = 0; frame * FRAME_BYTES < SIZE_BYTES; frame++) {
      frames.add(frame);
    }
    Collections.shuffle(frames, random);
    for (int frame : frames) {
      assertTrue(writeFrame(frame));
      doDiskWork();
    }
    spool.verify();
    doDiskWork();
    assertEquals(List.of("opened", "verified"), events, "seed " + seed);
    assertArrayEquals(content, Files.readAllBytes(path), "seed " + seed);
  }

  @Test
  void shouldWriteFramesThatFollowEachOtherTogether() {
    spool.open();
    doDiskWork();
    for (int frame = 0; frame < 100; frame++) {
      assertTrue(writeFrame(frame));
    }
    assertEquals(0, diskWork.size(), "100 kB fit into one chunk");
  }

  @Test
  void shouldTakeNothingMoreWhenTheDiskIsBehindAndGoOnWhenItCaughtUp() throws Exception {
    spool.open();
    int frame = 0;
    int frames = 0;
    while (spool.write(frame * FRAME_BYTES, ByteBuffer.allocate(FRAME_BYTES))) {
      frame = (frame + 2) % 900; // every second frame: none follows another
      frames++;
    }
    assertEquals(ChunkRoom.MAX_CHUNKS * (Chunk.BYTES / FRAME_BYTES), frames);
    doDiskWork();
    assertTrue(writeFrame(frame));
  }

  @Test
  void shouldWriteWhatWaitsBeforeItReadsBackForTheHash() throws Exception {
    byte[] big = new byte[(int) (4 * RunningHash.MAX_CATCH_UP_BYTES)];
    random.nextBytes(big);
    Path bigPath = directory.resolve("big");
    SpoolFile bigSpool =
        new SpoolFile(
            bigPath,
            Sessions.of(big, FRAME_BYTES),
            diskWork::add,
            recorded,
            () -> {},
            new ChunkSupply(Chunk::new, () -> 0));
    bigSpool.open();
    int half = big.length / 2;
    for (int offset = FRAME_BYTES; offset < half; offset += Chunk.BYTES) {
      int length = Math.min(Chunk.BYTES, half - offset);
      assertTrue(bigSpool.write(offset, ByteBuffer.wrap(big, offset, length)));
      doDiskWork();
    }
    assertTrue(bigSpool.write(0, ByteBuffer.wrap(big, 0, FRAME_BYTES))); // closes the gap
    for (int offset = half; offset < big.length; offset += Chunk.BYTES) {
      assertTrue(bigSpool.write(offset, ByteBuffer.wrap(big, offset, Chunk.BYTES)));
    }
    int writes = diskWork.size();
    for (int i = 0; i < writes; i++) {
      diskWork.remove().run();
    }
    assertTrue(
        onDisk(bigPath, big, big.length - Chunk.BYTES), "a chunk waits for the hash, seed " + seed);
    assertEquals(1, diskWork.size(), "the hash is read back behind them, seed " + seed);
    diskWork.remove().run();
    assertEquals(1, diskWork.size(), "and step by step, seed " + seed);
    bigSpool.verify();
    doDiskWork();
    assertEquals(List.of("opened", "verified"), events, "seed " + seed);
  }

  private static boolean onDisk(Path path, byte[] content, int bytes) throws IOException {
    byte[] there = Files.readAllBytes(path);
    return Arrays.equals(there, 0, bytes, content, 0, bytes);
  }

  @Test
  void shouldTakeTheHashOfWhatIsInTheFileAlsoWhereItWasWrittenTwice() throws Exception {
    spool.open();
    content[SIZE_BYTES / 2]++;
    writeAll();
    content[SIZE_BYTES / 2]--;
    writeFrame(SIZE_BYTES / 2 / FRAME_BYTES);
    spool.verify();
    doDiskWork();
    assertEquals(List.of("opened", "verified"), events, "seed " + seed);
  }

  @Test
  void shouldTakeTheHashOfWhatSomebodyElseWroteIntoTheFile() throws Exception {
    spool.open();
    writeFrame(0);
    spool.share();
    doDiskWork();
    Files.write(path, content);
    spool.verify();
    doDiskWork();
    assertEquals(List.of("opened", "verified"), events, "seed " + seed);
  }

  @Test
  void shouldVerifyWhatComesAnewAfterItDiffered() throws Exception {
    spool.open();
    content[SIZE_BYTES / 2]++;
    writeAll();
    String damaged = sha256(content);
    spool.verify();
    content[SIZE_BYTES / 2]--;
    writeAll();
    spool.verify();
    doDiskWork();
    assertEquals(List.of("opened", "differs " + damaged, "verified"), events, "seed " + seed);
  }

  private void writeAll() {
    for (int frame = 0; frame * FRAME_BYTES < SIZE_BYTES; frame++) {
      assertTrue(writeFrame(frame));
    }
  }

  @Test
  void shouldSayWhatTheHashIsWhenItDiffers() throws Exception {
    spool.open();
    spool.verify();
    doDiskWork();
    assertEquals(List.of("opened", "differs " + sha256(new byte[SIZE_BYTES])), events);
  }

  @Test
  void shouldCutALongerFileThatLayThere() throws Exception {
    Files.write(path, new byte[SIZE_BYTES + 1]);
    spool.open();
    doDiskWork();
    assertEquals(SIZE_BYTES, Files.size(path));
  }

  @Test
  void shouldFailOnceWhenTheFileCannotBeMade() {
    SpoolFile nowhere = disk.file(directory.resolve("no/such/x"), session, recorded);
    nowhere.open();
    nowhere.write(0, ByteBuffer.allocate(10));
    nowhere.verify();
    doDiskWork();
    assertEquals(1, events.size(), events.toString());
    assertTrue(events.get(0).startsWith("failed"), events.toString());
  }

  @Test
  void shouldRefuseBeforeWritingWhenThereIsNoRoom() {
    SpoolFile huge =
        disk.file(path, Sessions.of(Long.MAX_VALUE / 2, 1 << 15, ContentHash.OF_NOTHING), recorded);
    huge.open();
    doDiskWork();
    assertTrue(events.get(0).contains("no room"), events.toString());
    assertFalse(Files.exists(path));
  }

  @Test
  void shouldKeepFramesInsideTheFile() {
    ByteBuffer two = ByteBuffer.allocate(2);
    assertThrows(IndexOutOfBoundsException.class, () -> spool.write(SIZE_BYTES - 1, two));
    assertThrows(IndexOutOfBoundsException.class, () -> spool.write(-1, two));
    assertThrows(IndexOutOfBoundsException.class, () -> spool.write(Long.MAX_VALUE, two));
  }

  @Test
  void shouldBeSilentAfterClose() throws Exception {
    spool.open();
    spool.close();
    spool.verify();
    doDiskWork();
    assertEquals(List.of("opened"), events);
    assertTrue(Files.exists(path));
  }

  @Test
  void shouldDeleteWhatIsNotWantedAnyMore() {
    spool.open();
    spool.delete();
    doDiskWork();
    assertFalse(Files.exists(path));
  }

  @Test
  void shouldMakeAFileAgainThatIsStillBeingDeleted() {
    spool.open();
    doDiskWork();
    spool.delete();
    SpoolFile again = disk.file(path, session, recorded);
    again.open();
    assertEquals(1, diskWork.size(), "one task for each path at a time");
    doDiskWork();
    assertEquals(List.of("opened", "opened"), events);
    assertTrue(Files.exists(path));
  }

  @Test
  void shouldBeBehindWhileThereIsNoMemoryForAChunkAndGoOnWithTheNext() throws Exception {
    boolean[] noMemory = {true};
    SpoolFile starved =
        starved(
            () -> {
              if (noMemory[0]) {
                throw new OutOfMemoryError("Cannot reserve direct buffer memory");
              }
              return new Chunk();
            });
    starved.open();
    doDiskWork();
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    assertFalse(starved.write(0, frame.duplicate()));
    assertFalse(starved.write(0, frame.duplicate()));
    assertEquals(1, diskWork.size(), "the loop waits for memory once; then the disk's threads do");
    noMemory[0] = false;
    assertFalse(starved.write(0, frame.duplicate()), "only they look whether there is some");
    doDiskWork();
    assertTrue(starved.write(0, frame.duplicate()));
    assertEquals(List.of("opened"), events);
  }

  @Test
  void shouldLeaveAskingToTheDiskAlsoForTheNextFileOnceThereIsNoMemory() throws Exception {
    boolean[] noMemory = {true};
    int[] asked = new int[1];
    ChunkSupply supply =
        new ChunkSupply(
            () -> {
              asked[0]++;
              if (noMemory[0]) {
                throw new OutOfMemoryError("Cannot reserve direct buffer memory");
              }
              return new Chunk();
            },
            () -> 0);
    SpoolFile first = opened(path, supply);
    SpoolFile second = opened(directory.resolve("second"), supply);
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    assertFalse(first.write(0, frame.duplicate()));
    assertFalse(second.write(0, frame.duplicate()));
    assertEquals(1, asked[0], "the loop has waited once, for one file");
    noMemory[0] = false;
    doDiskWork();
    assertTrue(second.write(0, frame.duplicate()), "the disk's threads have got one");
    assertFalse(first.write(0, frame.duplicate()), "which this one has not asked before");
    doDiskWork();
    assertTrue(first.write(0, frame.duplicate()));
  }

  @Test
  void shouldFailWhenAnErrorComesOfTheDisk() {
    SpoolFile starved =
        starved(
            () ->
                new Chunk() {
                  @Override
                  void writeTo(FileChannel file, Written written) {
                    throw new OutOfMemoryError("Java heap space");
                  }
                });
    starved.open();
    starved.write(0, ByteBuffer.allocate(FRAME_BYTES));
    starved.verify();
    doDiskWork();
    assertEquals(2, events.size(), events.toString());
    assertTrue(events.get(1).startsWith("failed"), events.toString());
    assertTrue(events.get(1).contains("Java heap space"), events.toString());
    starved.delete();
    doDiskWork();
    assertFalse(Files.exists(path));
  }

  private SpoolFile starved(Supplier<Chunk> chunks) {
    return opened(path, new ChunkSupply(chunks, () -> 0));
  }

  private SpoolFile opened(Path file, ChunkSupply chunks) {
    return new SpoolFile(
        file, session, new SerialExecutor(diskWork::add), recorded, () -> {}, chunks);
  }

  private boolean writeFrame(int frame) {
    int offset = frame * FRAME_BYTES;
    int length = Math.min(FRAME_BYTES, SIZE_BYTES - offset);
    return spool.write(offset, ByteBuffer.wrap(content, offset, length));
  }

  private void doDiskWork() {
    for (Runnable task = diskWork.poll(); task != null; task = diskWork.poll()) {
      task.run();
    }
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
