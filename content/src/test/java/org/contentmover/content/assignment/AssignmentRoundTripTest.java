package org.contentmover.content.assignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.FileSystemTraits;
import org.contentmover.core.interpret.TreeInterpreter;
import org.contentmover.core.interpret.TreeResult;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentRoundTripTest {
  @TempDir Path directory;
  private Publisher publisher;
  private SampleTree tree;

  @BeforeEach
  void open() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    tree = SampleTree.at(directory.resolve("staging"));
  }

  @AfterEach
  void close() throws Exception {
    publisher.close();
  }

  @Test
  void shouldReadBackEveryFileOfAWrittenTree() throws Exception {
    byte[] large = new byte[3_000_000];
    new Random(7).nextBytes(large);
    tree.file("index.html", "<h1>hello</h1>")
        .file("empty", "")
        .file("img/photo.jpg", new byte[] {1, 2, 3})
        .file("big/movie.mp4", large)
        .file("big/log.txt", "line\n".repeat(300_000))
        .symlink("home", "index.html");

    WrittenAssignment written = publisher.publish(Manifest.EMPTY, 0, tree.root(), 1);

    assertEquals(Files.size(written.file()), written.sizeBytes());
    assertEquals(ContentHash.sha256(Files.readAllBytes(written.file())), written.sha256());
    assertEquals(Publisher.scan(tree.root()), readBack(written));
  }

  @Test
  void shouldPutManySmallFilesIntoFewFrames() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      tree.file("d" + i % 10 + "/f" + i + ".html", "<p>page " + i + "</p>");
    }
    WrittenAssignment written = publisher.publish(Manifest.EMPTY, 0, tree.root(), 1);

    long frames = 0;
    try (AssignmentReader reader = open(written);
        CommandStream commands = reader.commands(List.of())) {
      for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
        if (it instanceof AssignmentCommand.Content content) {
          frames++;
          assertInstanceOf(Piece.Zstd.class, content.piece());
        }
      }
    }
    assertTrue(frames <= 2, frames + " frames");
  }

  @Test
  void shouldCarryOnlyWhatChanged() throws Exception {
    tree.file("a.txt", "a".repeat(100_000)).file("b.txt", "b");
    Manifest base = publisher.takeIn(tree.root());
    tree.file("b.txt", "changed").file("c.txt", "new").delete("a.txt");

    WrittenAssignment written = publisher.publish(base, 1, tree.root(), 2);

    try (AssignmentReader reader = open(written)) {
      assertEquals(4, reader.header().commandCount());
      assertTrue(reader.header().dataBytes() < 100, () -> "" + reader.header().dataBytes());
      assertEquals(base.hash(), reader.header().baseManifestSha256());
    }
  }

  @Test
  void shouldWriteOrdersInOneBlock() throws Exception {
    WrittenAssignment commit = publisher.order(AssignmentType.COMMIT, 1);
    assertTrue(commit.sizeBytes() < 8 * 1024);
    try (AssignmentReader reader = open(commit)) {
      assertEquals(commit.header(), reader.header());
      assertEquals(publisher.key().keyId(), reader.keyId());
    }
  }

  private AssignmentReader open(WrittenAssignment written) throws Exception {
    return AssignmentReader.open(written.file(), TrustedKeys.of(publisher.key().publicKey()));
  }

  /** Interprets the commands and compares every file's bytes with the tree they came from. */
  private Manifest readBack(WrittenAssignment written) throws Exception {
    TreeInterpreter interpreter =
        new TreeInterpreter(Manifest.EMPTY, FileSystemTraits.POSIX, HeapScratch::new);
    ContentLayout layout = new ContentLayout();
    try (AssignmentReader reader = open(written);
        CommandStream commands = reader.commands(List.of())) {
      long count = 0;
      for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
        count++;
        layout.accept(it);
        if (it instanceof AssignmentCommand.Change command) {
          interpreter.accept(command.change());
        }
      }
      layout.finish(reader.dataBytes());
      assertEquals(count, reader.header().commandCount());
      TreeResult result = interpreter.result();
      assertEquals(layout.files(), result.puts());
      try (ContentReader content = reader.content(layout, file -> null, HeapScratch::new)) {
        for (int i = 0; i < layout.files(); i++) {
          ManifestEntry entry = result.target().entries().get(result.put(i));
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          ContentHash hash = content.copy(layout.file(i, entry), () -> bytes);
          assertArrayEquals(Files.readAllBytes(tree.path(entry.path())), bytes.toByteArray());
          result.setHash(result.put(i), hash);
        }
      }
      Manifest made = result.built();
      assertEquals(made.hash(), reader.header().targetManifestSha256());
      return made;
    }
  }
}
