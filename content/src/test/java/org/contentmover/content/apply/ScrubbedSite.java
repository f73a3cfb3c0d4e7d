package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.Drift.Kind;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with two versions of a site, of which one is live, for tests of what becomes of them.
 */
abstract class ScrubbedSite {
  @TempDir Path directory;
  final Map<ContentHash, byte[]> ccm = new HashMap<>();
  final List<LostContent> asked = new ArrayList<>();
  Publisher publisher;
  Manifest first;
  Manifest second;
  WrittenAssignment publish3;
  Server server;
  ContentInterpreter interpreter;

  @BeforeEach
  void makeTwoVersionsLive() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    SampleTree staging =
        SampleTree.at(directory.resolve("staging"))
            .file("index.html", "one")
            .file("a/same.txt", "the same in all versions")
            .file("a/twin.txt", "twice here")
            .file("a/other.txt", "twice here")
            .modified("a/other.txt", 0)
            .file("a/b/deep.txt", "deep")
            .file("kept.txt", "kept")
            .symlink("link", "index.html");
    first = Publisher.scan(staging.root());
    final WrittenAssignment publish1 = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    final WrittenAssignment commit1 = publisher.order(AssignmentType.COMMIT, 1);
    staging.file("index.html", "two");
    second = Publisher.scan(staging.root());
    final WrittenAssignment publish2 = publisher.publish(first, 1, staging.root(), 2);
    final WrittenAssignment commit2 = publisher.order(AssignmentType.COMMIT, 2);
    byte[] film = new byte[300_000];
    new Random(3).nextBytes(film);
    staging.file("index.html", "three").file("movie.mp4", film);
    publish3 = publisher.publish(second, 2, staging.root(), 3);
    for (String text : new String[] {"one", "two", "the same in all versions", "deep", "kept"}) {
      ccm.put(
          ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8)),
          text.getBytes(StandardCharsets.UTF_8));
    }
    server = Server.under(directory.resolve("server"));
    interpreter = open(FileSystemOps.REAL, Publisher.CLOCK);
    for (WrittenAssignment next : List.of(publish1, commit1, publish2, commit2)) {
      succeed(next);
    }
  }

  ContentInterpreter open(FileSystemOps ops, Clock clock) throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), clock, 2, ops);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  void succeed(WrittenAssignment assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment.file());
    assertTrue(outcome.succeeded(), outcome.detail());
  }

  Path live(String name) throws IOException {
    return server.site().live().toRealPath().resolve(name);
  }

  /** Neither size nor time shows it, and every version that shares the file has it. */
  void flipABit(String name) throws IOException {
    Path file = live(name);
    long mtimeNs = FileStamp.of(file).mtimeNs();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      int first = bytes.read();
      bytes.seek(0);
      bytes.write(first ^ 1);
    }
    FileSystemOps.REAL.setModified(file, mtimeNs);
  }

  void fromCcm(LostContent lost, OutputStream out) throws IOException {
    if (!ccm.containsKey(lost.hash())) {
      throw new IOException("the CCM is down");
    }
    asked.add(lost);
    out.write(ccm.get(lost.hash()));
  }

  Map<String, Kind> scrub(long version) throws IOException {
    Map<String, Kind> found = new TreeMap<>();
    for (TreeCare.VersionDrift it : interpreter.care().scrub(ReadPace.UNBOUNDED).versions()) {
      if (it.version() == version) {
        it.drift().named().forEach(drift -> found.put(drift.path(), drift.kind()));
      }
    }
    return found;
  }
}
