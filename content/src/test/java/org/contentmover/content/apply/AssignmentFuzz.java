package org.contentmover.content.apply;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Header;
import org.contentmover.format.JointSite;
import org.contentmover.format.Type;

/**
 * Any bytes as an assignment, or as a part of one that is signed properly: carrying it out never
 * throws, and what is live stays. The first byte says which part: all of it, commands, header,
 * data, or the header of an order to several sites.
 */
public final class AssignmentFuzz {
  private static final int RUNS_OF_AN_AGENT = 1_000;
  private static final int PARTS = 5;
  private static final int OF_AN_ORDER_TO_SEVERAL_SITES = 4;

  /** Is not on the server, so that no order to it is carried out. */
  private static final JointSite ELSEWHERE =
      JointSite.newBuilder()
          .setHostedSite("zzz.example.com")
          .setContentGroup(Publisher.GROUP.value())
          .setSequence(1)
          .setTargetVersion(1)
          .setTargetManifestSha256(ByteString.copyFrom(new byte[ContentHash.BYTES]))
          .build();

  private static AttackedServer server;
  private static ContentInterpreter interpreter;
  private static Path file;
  private static int runs;

  private AssignmentFuzz() {}

  /** Begins with a server whose version 1 is live. */
  public static void fuzzerInitialize() throws Exception {
    Path memory = Path.of("/dev/shm");
    Path directory =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "fuzz")
            : Files.createTempDirectory("fuzz");
    server = new AttackedServer(directory);
    server.begin();
    interpreter = server.open(new DelegatingFileSystem());
    file = directory.resolve("input");
  }

  /** Ends with nothing left. */
  public static void fuzzerTearDown() throws IOException {
    interpreter.close();
    server.close();
    Trees.deleteRecursively(FileSystemOps.REAL, file.getParent());
  }

  /** One assignment. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    int part = Math.floorMod(input[0], PARTS);
    write(part, Arrays.copyOfRange(input, 1, input.length));
    if (part == OF_AN_ORDER_TO_SEVERAL_SITES) {
      requireRefused(
          server
              .joint(new DelegatingFileSystem())
              .carryOut(
                  file,
                  site ->
                      Publisher.SITE.equals(site) ? Optional.of(interpreter) : Optional.empty()));
    }
    interpreter.prepare(server.idOf(file), file, (offset, length) -> true);
    AssignmentOutcome outcome = interpreter.carryOut(file);
    if (!server.server().liveTarget().equals("versions/1") || outcome.liveVersion() != 1) {
      throw new AssertionError("live has become " + server.server().liveTarget());
    }
    if (part == OF_AN_ORDER_TO_SEVERAL_SITES || !outcome.succeeded()) {
      requireRefused(outcome);
    }
    if (++runs % RUNS_OF_AN_AGENT == 0) {
      interpreter.close();
      interpreter = server.open(new DelegatingFileSystem());
    }
  }

  private static void requireRefused(AssignmentOutcome outcome) {
    if (outcome.succeeded()) {
      throw new AssertionError("an order to a site that is not here was carried out");
    }
    if (outcome.detail() == null) {
      throw new AssertionError("refused without a word");
    }
  }

  private static void write(int part, byte[] bytes) throws IOException {
    HostileWriter writer = server.writer();
    switch (part) {
      case 0 -> {
        Files.write(file, bytes);
        return;
      }
      case 1 ->
          writer
              .commandTail(bytes)
              .header(header -> header.setCommandCount(commandsIn(bytes)))
              .data(AttackedServer.CONTENT);
      // with a command that no order may have, about a file no update has: what a lying header
      // makes
      // of it cannot be a good assignment, which would rightly be obeyed
      case 2 ->
          writer
              .command(AttackedServer.putFile("h", 0644))
              .data(AttackedServer.CONTENT)
              .header(header -> merged(header, bytes));
      case OF_AN_ORDER_TO_SEVERAL_SITES ->
          writer.header(
              header -> merged(header, bytes).setType(Type.TYPE_COMMIT).addJoint(ELSEWHERE));
      default ->
          writer
              .command(AttackedServer.command(AttackedServer.file("g").setSizeBytes(bytes.length)))
              .content(bytes);
    }
    writer.write(file, server.key());
  }

  private static Header.Builder merged(Header.Builder header, byte[] bytes) {
    try {
      return header.mergeFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return header;
    }
  }

  /** As a header has to say: only then is looked at what they make. */
  private static int commandsIn(byte[] bytes) {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    int commands = 0;
    try {
      while (!in.isAtEnd()) {
        in.skipRawBytes(in.readRawVarint32());
        commands++;
      }
    } catch (IOException e) {
      // No server gets further.
    }
    return commands;
  }
}
