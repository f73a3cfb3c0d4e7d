package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentRejected;

/**
 * What is built of the one assignment that is being received: begins with it as soon as its
 * commands are there, and forgets it when another is received, or something does not fit (CI-2).
 *
 * <p>One thread at a time.
 */
final class EarlyVersion {
  /** Asked before anything is built. */
  interface Condition {
    /**
     * Whether what the assignment brings is to be built.
     *
     * @throws AssignmentRejected when it would be refused; said when it is carried out
     */
    boolean holds(AssignmentReader reader) throws IOException, AssignmentRejected;
  }

  private final Site site;
  private final Staging staging;
  private final PublicKeyLookup trusted;
  private final Condition condition;
  private EarlyStaging built;
  private AssignmentId notEarly;

  EarlyVersion(Site site, Staging staging, PublicKeyLookup trusted, Condition condition) {
    this.site = site;
    this.staging = staging;
    this.trusted = trusted;
    this.condition = condition;
  }

  /**
   * Builds some more.
   *
   * @return whether calling again at once has more built
   */
  boolean build(AssignmentId assignment, Path assignmentFile, ArrivedBytes arrived) {
    boolean goesOn = false;
    try {
      if (built == null && !assignment.equals(notEarly)) {
        begin(assignment, assignmentFile, arrived);
      }
      boolean more = isOf(assignment) && built.goOn(arrived);
      goesOn = true;
      return more;
    } catch (IOException e) {
      // A full disk, say. Whoever carries the assignment out finds it again, and tells it.
      return false;
    } finally {
      if (!goesOn) {
        // Whatever was written just now may be half of something.
        notEarly = assignment;
        drop();
      }
    }
  }

  private void begin(AssignmentId assignment, Path assignmentFile, ArrivedBytes arrived)
      throws IOException {
    AssignmentReader reader = null;
    try {
      if (!AssignmentReader.canBeOpened(assignmentFile, arrived)) {
        return;
      }
      reader = site.read(assignmentFile, trusted);
    } catch (AssignmentRejected e) {
      return; // What has arrived may be on its way to the file.
    }
    boolean begun = false;
    try {
      if (reader.header().assignmentId().equals(assignment) && condition.holds(reader)) {
        built = staging.begin(reader);
        begun = true;
      }
    } catch (AssignmentRejected e) {
      // Said when it is carried out.
    } finally {
      if (!begun) {
        notEarly = assignment;
        reader.close();
        drop();
      }
    }
  }

  private boolean isOf(AssignmentId assignment) {
    return built != null && built.header().assignmentId().equals(assignment);
  }

  /** Forgets what was built unless it is for the very assignment that has been received. */
  void keepFor(AssignmentReader received) {
    if (built != null && !built.isFor(received)) {
      drop();
    }
  }

  /** What has been built; null for nothing. */
  EarlyStaging built() {
    return built;
  }

  /** The version it is built upon; nothing when nothing is built. */
  Set<Long> bases() {
    return built == null ? Set.of() : Set.of(built.header().baseVersion());
  }

  /** Forgets what was built of an assignment that is not received any more. */
  void abandon(AssignmentId assignment) {
    if (isOf(assignment)) {
      drop();
    }
  }

  /** What cannot be swept away now is when the site is opened, or before the next one begins. */
  void drop() {
    try {
      if (built != null) {
        built.close();
        built = null;
      }
      Trees.deleteRecursively(site.ops(), site.directory().early());
    } catch (IOException e) {
      built = null;
    }
  }
}
