package org.contentmover.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.assignment.ContentLayout;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentRejected;

/**
 * Checks the assignments of OUT_DIR as a server does that has a key pinned, as far as that goes
 * without the base version (CM-12).
 *
 * @param publishers whose keys are pinned too
 * @param boxFile of the key box to open what is sealed with; null for none
 */
record Verify(Path outDirectory, Path keyFile, PinnedPublishers publishers, Path boxFile)
    implements ToolCommand {
  @Override
  public void run(PrintStream out, Figures figures) throws IOException, AssignmentRejected {
    AssignmentDirectory directory = AssignmentDirectory.open(outDirectory);
    TrustedKeys key = KeyFiles.trusted(keyFile);
    Optional<KeyBox> box = boxFile == null ? Optional.empty() : Optional.of(KeyFiles.box(boxFile));
    for (Path file : directory.assignments()) {
      figures.travels(Files.size(file));
      try (AssignmentReader reader = AssignmentReader.open(file, key, box)) {
        boolean seen = reader.seal().isEmpty() || boxFile != null;
        if (seen) {
          requireContent(reader);
        }
        out.printf(
            "%s: signed by key %s%s, %s%n",
            file.getFileName(),
            reader.keyId(),
            publishers.check(reader),
            seen
                ? "undamaged"
                : "its commands as they were signed; "
                    + reader.seal().orElseThrow()
                    + ": what they say and the data cannot be checked without one of"
                    + " these (--box FILE)");
      }
    }
  }

  private static void requireContent(AssignmentReader reader)
      throws IOException, AssignmentRejected {
    ContentLayout layout = new ContentLayout();
    try (CommandStream commands = reader.commands()) {
      for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
        layout.accept(it);
      }
    }
    layout.finish(reader.dataBytes());
    reader.requireData(layout);
  }
}
