package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that is on the server already travels as a name, whatever path it gets (CM-2). */
class MovedContentTest {
  @TempDir Path directory;
  private Publisher publisher;
  private SampleTree staging;
  private Server server;
  private ContentInterpreter interpreter;
  private Manifest first;

  @BeforeEach
  void publishFirstVersion() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging"));
    for (int i = 0; i < 20; i++) {
      staging.file("docs/1.0/en/page" + i + ".html", "page " + i);
    }
    staging.file("docs/1.0/deep/er/x.txt", "x").file("a.txt", "alone").file("b.bin", "b");
    first = Publisher.scan(staging.root());
    server = Server.under(directory.resolve("server"));
    interpreter = open(FaultyFileSystem.sound());
    interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
  }

  private ContentInterpreter open(FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), Publisher.CLOCK, 3, ops);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private AssignmentOutcome update(WrittenAssignment update) throws Exception {
    AssignmentOutcome staged = interpreter.carryOut(update.file());
    assertEquals(Result.STAGED, staged.result(), staged.detail());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 2).file());
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
    return staged;
  }

  @Test
  void shouldMoveADirectoryWithoutItsContent() throws Exception {
    Files.move(staging.path("docs/1.0"), staging.path("docs/1.1"));
    staging.file("docs/1.1/en/page3.html", "another page");

    WrittenAssignment written = publisher.publish(first, 1, staging.root(), 2);
    AssignmentOutcome outcome = update(written);

    assertEquals("another page".length(), outcome.bytesWritten());
    assertTrue(written.header().dataBytes() < 40, "" + written.header().dataBytes());
    assertEquals(
        server.stamps(1).get("docs/1.0/en/page7.html"),
        server.stamps(2).get("docs/1.1/en/page7.html"));
  }

  @Test
  void shouldSendARenamedDirectoryOf100000FilesInFewBytes() throws Exception {
    List<ManifestEntry> files = new ArrayList<>();
    for (String name : List.of("old", "new")) {
      files.add(ManifestEntry.directory("", 0755, name.length()));
      files.add(ManifestEntry.directory(name, 0755, 1));
      for (int i = 0; i < 100_000; i++) {
        ContentHash hash = new ContentHash(i, 1, 2, 3);
        files.add(ManifestEntry.file(name + "/file" + i, 0644, i * 1_000_003L, i + 1, hash));
      }
    }
    Manifest base = Manifest.of(files.subList(0, 100_002));
    Manifest target = Manifest.of(files.subList(100_002, 200_004));
    WrittenAssignment written =
        publisher.write(publisher.order(AssignmentType.PUBLISH, 1, 2), base, target);
    assertTrue(written.sizeBytes() <= 5_000, written.sizeBytes() + " bytes");
    assertTrue(written.header().requiredBytes() < 30_000_000, "" + written.header());
  }

  @Test
  void shouldCopyWhatTheBaseHas() throws Exception {
    staging
        .file("copy.txt", "alone")
        .file("later.txt", "alone")
        .modified("later.txt", SampleTree.MTIME_NS + 5)
        .mode("later.txt", "rw-------")
        .delete("b.bin")
        .file("sub/b.bin", "b");

    WrittenAssignment written = publisher.publish(first, 1, staging.root(), 2);
    update(written);

    assertEquals(0, written.header().dataBytes());
    assertEquals(server.stamps(1).get("a.txt"), server.stamps(2).get("copy.txt"));
    assertEquals(server.stamps(1).get("b.bin"), server.stamps(2).get("sub/b.bin"));
    assertNotEquals(server.stamps(1).get("a.txt"), server.stamps(2).get("later.txt"));
  }

  @Test
  void shouldSendEqualNewFilesOnce() throws Exception {
    String content = "new content ".repeat(5_000);
    staging
        .file("1.jpg", content)
        .file("2.jpg", content)
        .file("3.jpg", content)
        .modified("3.jpg", SampleTree.MTIME_NS + 5);

    WrittenAssignment written = publisher.publish(first, 1, staging.root(), 2);
    AssignmentOutcome outcome = update(written);

    assertEquals(content.length(), written.header().dataBytes());
    assertEquals(2L * content.length(), outcome.bytesWritten());
    assertEquals(server.stamps(2).get("1.jpg"), server.stamps(2).get("2.jpg"));
    assertNotEquals(server.stamps(2).get("1.jpg"), server.stamps(2).get("3.jpg"));
  }

  @Test
  void shouldCopyAFileThatCannotHaveMoreNames() throws Exception {
    interpreter.close();
    interpreter = open(withoutLinks(FaultyFileSystem.sound()));
    staging.file("copy.txt", "alone");

    update(publisher.publish(first, 1, staging.root(), 2));

    assertNotEquals(server.stamps(1).get("a.txt"), server.stamps(2).get("copy.txt"));
  }

  /** As ext4 does for the 65,001st. */
  private static FileSystemOps withoutLinks(FileSystemOps ops) {
    return (FileSystemOps)
        Proxy.newProxyInstance(
            FileSystemOps.class.getClassLoader(),
            new Class<?>[] {FileSystemOps.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("link")) {
                throw new FileSystemException(
                    arguments[1].toString(), arguments[0].toString(), "Too many links");
              }
              try {
                return method.invoke(ops, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void shouldNotCopyOutOfADirectoryThatBecameASymlink() throws Exception {
    Files.move(staging.path("docs/1.0/deep/er/x.txt"), staging.path("x.txt"));
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(server.site().version(1).resolve("docs/1.0/deep"), elsewhere);
    Files.createSymbolicLink(server.site().version(1).resolve("docs/1.0/deep"), elsewhere);

    AssignmentOutcome outcome =
        interpreter.carryOut(publisher.publish(first, 1, staging.root(), 2).file());

    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
    assertTrue(outcome.detail().contains("docs/1.0/deep"), outcome.detail());
  }
}
