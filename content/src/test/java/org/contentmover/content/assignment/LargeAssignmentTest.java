package org.contentmover.content.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.format.Command;
import org.contentmover.format.Encoding;
import org.contentmover.format.Piece;
import org.contentmover.format.PutFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An assignment of more than 4 GiB (CM-9). Most of it is a hole in its file. */
class LargeAssignmentTest {
  private static final long LARGE_BYTES = 5L << 30;
  private static final byte[] LAST = "the last bytes".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  @Test
  void shouldFindWhatLiesBehindFourGibibytes() throws Exception {
    try (Publisher publisher = new Publisher(directory.resolve("ccm"))) {
      SampleTree tree = SampleTree.at(directory.resolve("staging")).file("x", "x");
      HostileWriter writer =
          new HostileWriter(publisher.publish(Manifest.EMPTY, 0, tree.root(), 1).header())
              .command(
                  Command.newBuilder()
                      .setPiece(
                          Piece.newBuilder()
                              .setEncoding(Encoding.ENCODING_STORED)
                              .setContentBytes(LARGE_BYTES)))
              .command(put("large", LARGE_BYTES))
              .command(HostileWriter.stored(LAST))
              .command(put("last", LAST.length))
              .dataBytes(LARGE_BYTES + LAST.length);
      Path file = writer.write(directory.resolve("large"), publisher.key());
      try (FileChannel end = FileChannel.open(file, StandardOpenOption.WRITE)) {
        end.write(ByteBuffer.wrap(LAST), Files.size(file) + LARGE_BYTES);
      }
      try (AssignmentReader reader =
              AssignmentReader.open(file, TrustedKeys.of(publisher.key().publicKey()));
          CommandStream commands = reader.commands(List.of())) {
        assertEquals(LARGE_BYTES + LAST.length, reader.header().dataBytes());
        ContentLayout layout = new ContentLayout();
        for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
          layout.accept(it);
        }
        layout.finish(reader.dataBytes());
        try (ContentReader content = reader.content(layout, index -> null, HeapScratch::new)) {
          ManifestEntry entry = ManifestEntry.file("last", 0, 0, LAST.length, ContentHash.NONE);
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          assertEquals(ContentHash.sha256(LAST), content.copy(layout.file(1, entry), () -> bytes));
          long dataOffset = Files.size(file) - reader.header().dataBytes();
          assertTrue(content.isThere(1, from(dataOffset + LARGE_BYTES)));
          assertFalse(content.isThere(1, from(dataOffset + LARGE_BYTES + 1)));
          assertFalse(content.isThere(0, (at, length) -> at + length < LARGE_BYTES));
        }
      }
    }
  }

  private static ArrivedBytes from(long offset) {
    return (at, length) -> at >= offset;
  }

  private static Command.Builder put(String path, long sizeBytes) {
    return Command.newBuilder()
        .setPutFile(PutFile.newBuilder().setPath(path).setSizeBytes(sizeBytes));
  }
}
