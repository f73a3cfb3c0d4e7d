package org.contentmover.content.apply;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.contentmover.content.assignment.ArrivedBytes;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.ContentReader;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.StagingCost;

/**
 * A version that is built while its assignment is still being received (CI-2). It lies in a
 * directory of its own, is no step of the site's journal, and counts for nothing until the whole
 * assignment is carried out: then it is what has not to be written any more. A crash before that
 * leaves rubbish, which is swept away when the site is opened.
 *
 * <p>One thread at a time.
 */
final class EarlyStaging implements Closeable {
  /** What is written in one go; between two of them other work on the site has its turn. */
  private static final long STEP_BYTES = 16L * 1024 * 1024;

  private static final long LONGEST_STEP_BYTES = 4 * STEP_BYTES;

  private final Site site;
  private final AssignmentReader reader;
  private final ContentReader content;
  private final StagingPlan plan;
  private final VersionBuilder builder;

  private EarlyStaging(
      Site site,
      AssignmentReader reader,
      ContentReader content,
      StagingPlan plan,
      VersionBuilder builder) {
    this.site = site;
    this.reader = reader;
    this.content = content;
    this.plan = plan;
    this.builder = builder;
  }

  /** Begins; takes the reader over. */
  static EarlyStaging begin(Site site, AssignmentReader reader, StagingPlan plan)
      throws IOException, AssignmentRejected {
    BaseTree base = BaseTree.of(site, reader.header(), plan);
    VersionBuilder builder = new VersionBuilder(site.ops(), plan, base, site.directory().early());
    builder.begin();
    return new EarlyStaging(
        site, reader, reader.content(plan.layout(), base, plan.scratch()), plan, builder);
  }

  AssignmentHeader header() {
    return reader.header();
  }

  /** What has been received is the assignment this was begun for. */
  boolean isFor(AssignmentReader received) {
    return reader.saysTheSameAs(received);
  }

  StagingPlan plan() {
    return plan;
  }

  /** What the rest takes: less than all of it, by what is built and put aside. */
  long neededBytes() {
    return StagingCost.bytes(
            plan.tree(),
            builder.made()::get,
            plan.layout().usedAgain().bytes() - content.keptBytes())
        - StagingCost.ofFile(builder.unfinishedFileBytes());
  }

  /** The content as it was received; what was put aside of it is not made again. */
  ContentReader content(AssignmentReader received, BaseTree base) throws AssignmentRejected {
    return received.content(content, base);
  }

  /**
   * Writes files whose data has come.
   *
   * @return whether there are more of them
   */
  boolean goOn(ArrivedBytes arrived) throws IOException {
    try {
      return builder.writeArrived(content, arrived, STEP_BYTES, LONGEST_STEP_BYTES);
    } finally {
      content.rest();
    }
  }

  /** Hands over what has been built, as the directory of a version under construction. */
  VersionBuilder moveTo(Path building) throws IOException {
    site.ops().rename(site.directory().early(), building);
    builder.movedTo(building);
    return builder;
  }

  @Override
  public void close() throws IOException {
    try (reader;
        plan;
        builder) {
      content.close();
    }
  }
}
