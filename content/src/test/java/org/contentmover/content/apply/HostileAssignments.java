package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.format.Command;
import org.contentmover.format.Encoding;
import org.contentmover.format.Payload;
import org.contentmover.format.PutFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that has version 1, and assignments with a good signature that attack it. */
abstract class HostileAssignments {
  static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  static final ByteString HASH = ByteString.copyFrom(ContentHash.sha256(CONTENT).bytes());

  @TempDir Path directory;
  Publisher publisher;
  Server server;
  ContentInterpreter interpreter;
  AssignmentHeader honest;

  @BeforeEach
  void publishFirstVersion() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    SampleTree staging =
        SampleTree.at(directory.resolve("staging")).file("f", "x").directory("d").symlink("l", "d");
    server = Server.under(directory.resolve("server"));
    interpreter =
        ContentInterpreter.open(
            server.site(),
            Publisher.GROUP::equals,
            TrustedKeys.of(publisher.key().publicKey()),
            Publisher.CLOCK,
            3);
    Manifest first = Publisher.scan(staging.root());
    interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
    staging.file("g", "y");
    honest = publisher.publish(first, 1, staging.root(), 2).header();
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  HostileWriter writer() {
    return new HostileWriter(honest);
  }

  void requireRefused(RefusalReason reason, HostileWriter writer) throws Exception {
    Path file = writer.write(directory.resolve("hostile"), publisher.key());
    AssignmentOutcome outcome = interpreter.carryOut(file);
    assertEquals(reason, outcome.reason(), outcome.detail());
    assertNotNull(outcome.detail());
    assertEquals(AssignmentOutcome.Result.REFUSED, outcome.result());
    requireUnchanged();
  }

  void requireUnchanged() throws Exception {
    assertEquals("versions/1", server.liveTarget());
    assertEquals(Set.of("1", "1.manifest"), server.versionNames());
    assertEquals(0, interpreter.status().stagedVersion());
    assertEquals(Set.of("journal", "live", "lock", "versions"), server.names());
    assertEquals(Set.of("ccm", "hostile", "server", "staging"), directoryNames());
  }

  Set<String> directoryNames() throws Exception {
    try (var names = Files.list(directory)) {
      return Set.copyOf(names.map(path -> path.getFileName().toString()).toList());
    }
  }

  static PutFile.Builder putFile(String path) {
    return PutFile.newBuilder()
        .setPath(path)
        .setMode(0644)
        .setSizeBytes(CONTENT.length)
        .setSha256(HASH)
        .setPayload(payload());
  }

  static Payload.Builder payload() {
    return Payload.newBuilder()
        .setFrameBytes(CONTENT.length)
        .setFrameContentBytes(CONTENT.length)
        .setEncoding(Encoding.ENCODING_STORED);
  }

  static Command.Builder command(PutFile.Builder put) {
    return Command.newBuilder().setPutFile(put);
  }
}
