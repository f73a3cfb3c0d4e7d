package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;

/**
 * What is to be told of the assignment that was worked on last, beside its result. After a crash
 * work is finished before the assignment is looked at again; so it is kept until then. It is on the
 * disk before the journal has the result, because from there on nobody finds it out again.
 *
 * <p>One thread at a time.
 */
final class SwitchReport {
  private static final System.Logger LOG = System.getLogger(SwitchReport.class.getName());
  private static final String NO_FAILURE = "-";

  private final FileSystemOps ops;
  private final Path file;
  private final List<String> texts = new ArrayList<>();
  private AssignmentId about;
  private RefusalReason failure;

  /** Of one site. */
  SwitchReport(FileSystemOps ops, Path file) {
    this.ops = ops;
    this.file = file;
  }

  /** Forgets what was told before. */
  void begin(AssignmentId assignment) {
    about = assignment;
    failure = null;
    texts.clear();
  }

  void add(String text) {
    texts.add(text);
  }

  /** Puts why it failed before all else. */
  void fail(RefusalReason reason, String text) {
    failure = reason;
    texts.add(0, text);
  }

  /** What is to be told of an assignment that succeeded, at last maybe; null for nothing. */
  String noteOn(AssignmentId assignment) {
    recall();
    return assignment.equals(about) && failure == null && !texts.isEmpty() ? text() : null;
  }

  /**
   * Why an assignment that failed did so, once.
   *
   * @param lasting whether trying again ends the same way: only then what a process before this one
   *     kept is told, for nobody knows whether it was
   */
  Optional<AssignmentRejected> takeFailure(AssignmentId assignment, boolean lasting) {
    if (lasting) {
      recall();
    }
    if (failure == null || !assignment.equals(about)) {
      return Optional.empty();
    }
    RefusalReason reason = failure;
    failure = null;
    return Optional.of(new AssignmentRejected(reason, text()));
  }

  private String text() {
    return String.join("; ", texts);
  }

  /**
   * Keeps what there is to tell of an assignment over a restart. That it cannot be kept changes
   * nothing of the result.
   */
  void keep(AssignmentId assignment) {
    if (!assignment.equals(about)) {
      return;
    }
    try {
      if (!texts.isEmpty()) {
        String reason = failure == null ? NO_FAILURE : failure.name();
        String report = about + "\n" + reason + "\n" + text();
        AtomicFile.replace(ops, file, out -> out.write(report.getBytes(StandardCharsets.UTF_8)));
      } else if (Files.exists(file)) {
        ops.delete(file);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what is to be told is lost in a restart: " + file, e);
    }
  }

  /** What a process before this one kept. */
  private void recall() {
    if (about != null) {
      return;
    }
    try {
      String[] report = Files.readString(file).split("\n", 3);
      begin(new AssignmentId(UUID.fromString(report[0])));
      if (report[1].equals(NO_FAILURE)) {
        add(report[2]);
      } else {
        fail(RefusalReason.valueOf(report[1]), report[2]);
      }
    } catch (NoSuchFileException e) {
      return; // There was nothing to tell.
    } catch (IOException | RuntimeException e) {
      about = null;
      LOG.log(System.Logger.Level.WARNING, file + " is not what was kept", e);
    }
  }
}
