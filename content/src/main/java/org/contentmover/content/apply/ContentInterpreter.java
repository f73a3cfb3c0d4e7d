package org.contentmover.content.apply;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Predicate;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.ids.ContentGroup;

/**
 * Carries out assignments on one hosted site of this server (CI-1 to CI-8). One per site and
 * process; its methods exclude each other.
 */
public final class ContentInterpreter implements Closeable {
  private ContentInterpreter() {}

  /**
   * Opens a site: makes its directories, adopts a document root that was there before, finishes or
   * undoes what a crash interrupted. A site in an unclear state opens too; its status names the
   * problem and every assignment is refused.
   *
   * @param memberOf whether this server belongs to a content group
   * @param versionsToKeep versions kept on disk, live and backup included; at least 2
   */
  public static ContentInterpreter open(
      SiteDirectory directory,
      Predicate<ContentGroup> memberOf,
      PublicKeyLookup trusted,
      Clock clock,
      int versionsToKeep)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Carries out a received assignment of any type; never throws for what the assignment or the disk
   * does. Doing it again gives the same answer.
   */
  public AssignmentOutcome carryOut(Path assignmentFile) {
    throw new UnsupportedOperationException();
  }

  public SiteStatus status() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {}
}
