package org.contentmover.ccm.run.view;

import java.util.List;
import java.util.UUID;

/**
 * The order whose effect is to be found out without doing it (CM-11): a job, or for a content group
 * exactly one of the others.
 *
 * @param job by its name; site and group are left out then
 * @param evenIfPinned with a job: as if it were started so
 * @param rollBack true: to the version before
 * @param restoreVersion the tree of this version
 * @param restoreCheckpoint the tree of this checkpoint
 * @param removePaths these patterns of paths go
 * @param removeEverything true: the whole site goes
 */
public record NewPreview(
    String job,
    Boolean evenIfPinned,
    String site,
    String group,
    Boolean rollBack,
    Long restoreVersion,
    UUID restoreCheckpoint,
    List<String> removePaths,
    Boolean removeEverything) {
  public static NewPreview ofJob(String job) {
    return new NewPreview(job, null, null, null, null, null, null, null, null);
  }
}
