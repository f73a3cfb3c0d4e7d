package org.contentmover.content.apply;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.contentmover.content.assignment.HostileWriter;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.DelegatingFileSystem;

/**
 * Any bytes as an assignment, or as a part of one that is signed properly: carrying it out never
 * throws, and what is live stays. The first byte says which part.
 */
public final class AssignmentFuzz {
  private static final int RUNS_OF_AN_AGENT = 1_000;

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
    write(input[0] & 3, Arrays.copyOfRange(input, 1, input.length));
    interpreter.prepare(server.idOf(file), file, (offset, length) -> true);
    AssignmentOutcome outcome = interpreter.carryOut(file);
    if (!server.server().liveTarget().equals("versions/1") || outcome.liveVersion() != 1) {
      throw new AssertionError("live has become " + server.server().liveTarget());
    }
    if (!outcome.succeeded() && outcome.detail() == null) {
      throw new AssertionError("refused without a word");
    }
    if (++runs % RUNS_OF_AN_AGENT == 0) {
      interpreter.close();
      interpreter = server.open(new DelegatingFileSystem());
    }
  }

  private static void write(int part, byte[] bytes) throws IOException {
    HostileWriter writer = server.writer();
    switch (part) {
      case 0 -> {
        Files.write(file, bytes);
        return;
      }
      case 1 -> writer.commandTail(bytes).data(AttackedServer.CONTENT);
      // with a command that no order may have, about a file no update has: what a lying header
      // makes
      // of it cannot be a good assignment, which would rightly be obeyed
      case 2 ->
          writer
              .command(AttackedServer.putFile("h", 0644))
              .data(AttackedServer.CONTENT)
              .header(
                  header -> {
                    try {
                      return header.mergeFrom(bytes);
                    } catch (InvalidProtocolBufferException e) {
                      return header;
                    }
                  });
      default -> writer.command(AttackedServer.putFile("g", 0644)).data(bytes);
    }
    writer.write(file, server.key());
  }
}
