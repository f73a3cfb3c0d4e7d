package org.contentmover.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.assignment.SiteCommit;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.seal.AssignmentSeal;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.text.Counted;

/**
 * Says what is in the assignments of OUT_DIR, and what takes how many bytes.
 *
 * @param list whether each command is named
 * @param boxFile of the key box to open what is sealed with; null for none
 */
record Inspect(Path outDirectory, boolean list, Path boxFile) implements ToolCommand {
  @Override
  public void run(PrintStream out, Figures figures) throws IOException, AssignmentRejected {
    AssignmentDirectory directory = AssignmentDirectory.open(outDirectory);
    TrustedKeys key = TrustedKeys.of(KeyFiles.known(directory.key()));
    Optional<KeyBox> box = boxFile == null ? Optional.empty() : Optional.of(KeyFiles.box(boxFile));
    for (Path file : directory.assignments()) {
      figures.travels(Files.size(file));
      try (AssignmentReader reader = AssignmentReader.open(file, key, box)) {
        print(out, file, reader);
      }
    }
  }

  private void print(PrintStream out, Path file, AssignmentReader reader)
      throws IOException, AssignmentRejected {
    AssignmentHeader header = reader.header();
    long bytes = Files.size(file);
    out.println(file.getFileName());
    line(out, "bytes", bytes);
    line(out, "of these commands", header.commandBytes());
    line(out, "of these data", header.dataBytes());
    line(out, "of these envelope", bytes - header.commandBytes() - header.dataBytes());
    line(out, "type", header.type());
    line(out, "id", header.assignmentId());
    line(out, "hosted site", header.hostedSite());
    site(out, header);
    line(out, "made at", header.createdAt());
    line(out, "expires at", header.expiresAt());
    line(out, "activation", header.activation());
    line(out, "needs free bytes", header.requiredBytes());
    line(out, "signed by key", reader.keyId());
    statement(out, reader.statement());
    reader.seal().ifPresent(it -> seal(out, it));
    if (reader.seal().isPresent() && boxFile == null) {
      line(out, "not seen", "commands and content; --box FILE opens them with one of these boxes");
    } else {
      commands(out, reader);
    }
    reader.joint().forEach(it -> goesLiveToo(out, it));
  }

  private static void seal(PrintStream out, AssignmentSeal seal) {
    line(out, "sealed for", Counted.of(seal.boxes(), "key box", "key boxes"));
    line(out, "of its data", seal.dataParts());
  }

  private static void site(PrintStream out, AssignmentHeader header) {
    line(out, "content group", header.contentGroup());
    line(out, "sequence", header.sequence());
    line(out, "base version", header.baseVersion() + " " + header.baseManifestSha256());
    line(out, "target version", header.targetVersion() + " " + header.targetManifestSha256());
  }

  private static void statement(PrintStream out, Optional<SignedStatement> statement) {
    statement.ifPresentOrElse(
        it -> Statements.print(out, it), () -> line(out, "publisher's key", "none"));
  }

  /** What a commit says of another site than its own. */
  private void goesLiveToo(PrintStream out, SiteCommit commit) {
    line(out, "together with hosted site", commit.header().hostedSite());
    site(out, commit.header());
    statement(out, commit.statement());
    if (list) {
      commit.hooks().forEach(it -> line(out, "Hook", it));
    }
    line(out, "hooks", commit.hooks().size());
  }

  private void commands(PrintStream out, AssignmentReader reader)
      throws IOException, AssignmentRejected {
    Map<String, Long> counts = new TreeMap<>();
    try (CommandStream commands = reader.commands()) {
      for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
        if (it instanceof AssignmentCommand.Change command) {
          String kind = command.change().getClass().getSimpleName();
          counts.merge(kind, 1L, Long::sum);
          if (list) {
            String path = command.change().path();
            line(out, kind, path.isEmpty() ? "(the root)" : path);
          }
        } else if (it instanceof AssignmentCommand.Entry entry) {
          counts.merge("Entry", 1L, Long::sum);
          if (list) {
            line(out, "Entry", entry.entry().line());
          }
        } else if (it instanceof AssignmentCommand.Hook hook) {
          counts.merge("Hook", 1L, Long::sum);
          if (list) {
            line(out, "Hook", hook.call());
          }
        } else {
          Piece piece = ((AssignmentCommand.Content) it).piece();
          String kind = "piece " + piece.getClass().getSimpleName();
          counts.merge(kind, 1L, Long::sum);
          if (list) {
            line(out, kind, piece.contentBytes() + " bytes of " + piece.dataBytes());
          }
        }
      }
    }
    line(out, "commands", reader.header().commandCount());
    counts.forEach((kind, count) -> line(out, "of these " + kind, count));
  }

  private static void line(PrintStream out, String name, Object value) {
    Statements.line(out, name, value);
  }
}
