package org.contentmover.content.apply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.journal.JointJournal;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;

/**
 * Switches sites that go live together: all of them, or none (CM-9). What it is called with is in
 * the journal above the sites until it is over, so that it can be called again after a crash.
 *
 * <p>One thread, which works on all of the sites alone.
 */
final class JointSwitch {
  private static final System.Logger LOG = System.getLogger(JointSwitch.class.getName());

  private final JointJournal journal;
  private final JointJournal.Entry entry;
  private final List<JointPart> parts;

  JointSwitch(JointJournal journal, JointJournal.Entry entry, List<JointPart> parts) {
    this.journal = journal;
    this.entry = entry;
    this.parts = parts;
  }

  /**
   * Switches, or ends what a crash interrupted.
   *
   * @throws AssignmentRejected when all show what they showed before
   * @throws IOException when it is not over: it has to be called again
   */
  void run() throws IOException, AssignmentRejected {
    // With the first result it is over for all: their hooks were run.
    if (parts.stream().noneMatch(JointPart::isDone)) {
      goLive();
      for (JointPart part : parts) {
        part.site().report().keep(entry.assignment());
      }
    }
    for (JointPart part : parts) {
      if (!part.isDone()) {
        part.finish();
      }
    }
    try {
      journal.end(entry);
    } catch (IOException e) {
      // All have their result: whoever finds the entry has nothing to do but this.
      LOG.log(System.Logger.Level.WARNING, "a switch of several sites is over", e);
    }
  }

  private void goLive() throws IOException, AssignmentRejected {
    requireClear();
    for (JointPart part : parts) {
      part.site().report().begin(entry.assignment());
    }
    for (JointPart part : parts) {
      if (!part.canGoOn()) {
        throw gaveUp(
            part,
            RefusalReason.VERSION_MISMATCH,
            new IOException("version " + part.intent().version() + " vanished from this server"));
      }
    }
    applyEntries();
    exchange();
    boolean stay = true;
    for (JointPart part : parts) {
      stay &= part.site().hooks().afterSwitch(part.intent());
    }
    if (!stay && canAllGoBack()) {
      switchBack();
    }
  }

  /** Not even what was interrupted is finished in place of what somebody put there. */
  private void requireClear() throws IOException {
    for (JointPart part : parts) {
      part.requireLiveIsOurs();
    }
  }

  private void applyEntries() throws IOException, AssignmentRejected {
    for (JointPart part : parts) {
      try {
        part.applyEntries();
      } catch (IOException e) {
        throw gaveUp(part, RefusalReason.CONFIGURATION, e);
      }
    }
  }

  /** Nothing but renames is between the first site's and the last one's. */
  private void exchange() throws IOException, AssignmentRejected {
    JointPart current = parts.get(0);
    try {
      List<JointPart> ready = new ArrayList<>();
      for (JointPart part : parts) {
        current = part;
        if (part.isToBeSwitched()) {
          part.makeReady();
          ready.add(part);
        }
      }
      for (JointPart part : ready) {
        current = part;
        part.exchange();
      }
      for (JointPart part : parts) {
        current = part;
        part.settle();
      }
    } catch (IOException e) {
      FileSystemOps ops = current.site().ops();
      IOException why = FailureReasons.lookedInto(e, ops, current.site().directory().path());
      throw gaveUp(current, FailureReasons.of(why), new IOException(FailureReasons.text(why), why));
    }
  }

  private boolean canAllGoBack() throws IOException {
    for (JointPart part : parts) {
      if (!part.hasBefore()) {
        return false;
      }
    }
    return true;
  }

  private void switchBack() throws IOException, AssignmentRejected {
    for (JointPart part : parts) {
      part.goBack();
    }
    for (JointPart part : parts) {
      part.site().hooks().afterSwitchBack(part.intent());
    }
    List<String> why = new ArrayList<>();
    for (JointPart part : parts) {
      part.site()
          .report()
          .takeFailure(entry.assignment(), true)
          .ifPresent(it -> why.add(part.site().directory().site() + ": " + it.getMessage()));
    }
    throw over(new AssignmentRejected(RefusalReason.HOOK_FAILED, String.join("; ", why)));
  }

  /**
   * All show what they showed before.
   *
   * @return what is to be told
   * @throws IOException when they do not
   */
  private AssignmentRejected gaveUp(JointPart because, RefusalReason reason, IOException why)
      throws IOException {
    for (JointPart part : parts) {
      if (!part.canGoBack()) {
        throw why;
      }
    }
    try {
      for (JointPart part : parts) {
        part.goBack();
      }
    } catch (IOException e) {
      why.addSuppressed(e);
      throw why;
    }
    return over(
        new AssignmentRejected(
            reason,
            "none of sites "
                + entry.intents().keySet()
                + " went live, because of "
                + because.site().directory().site()
                + ": "
                + why.getMessage(),
            why));
  }

  /** First nobody finishes it any more; a crash in between leaves it as if it had not begun. */
  private AssignmentRejected over(AssignmentRejected failure) throws IOException {
    journal.end(entry);
    for (JointPart part : parts) {
      try {
        part.fail();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    return failure;
  }
}
