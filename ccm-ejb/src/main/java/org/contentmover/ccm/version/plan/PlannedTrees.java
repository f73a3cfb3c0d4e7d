package org.contentmover.ccm.version.plan;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.contentmover.ccm.staging.StagedTrees;
import org.contentmover.content.scan.ManifestFilter;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * Finds the tree that is to be published, and that which is (CM-2). Records nothing. Safe for any
 * thread.
 */
@ApplicationScoped
public class PlannedTrees {
  @Inject private ContentStore store;
  @Inject private StagedTrees trees;

  /** What is published; the empty tree when nothing is. */
  public Manifest base(PublishTask task) throws IOException {
    return task.baseManifest() == null
        ? Manifest.EMPTY
        : store.manifest(ContentHash.fromHex(task.baseManifest()));
  }

  /**
   * The tree that is to be published; what the store lacks of its content is taken in.
   *
   * @throws ScanFailure naming every path of a staging area that cannot be taken
   */
  public ScanResult target(PublishTask task, Manifest base, Intake content)
      throws IOException, ScanFailure {
    return task.staged() == null
        ? known(task, base)
        : trees.scan(task.staged(), task.run(), task.attempt(), content);
  }

  /**
   * The same tree; nothing is taken in.
   *
   * @throws ScanFailure naming every path of a staging area that cannot be taken
   */
  public ScanResult look(PublishTask task, Manifest base) throws IOException, ScanFailure {
    return task.staged() == null ? known(task, base) : trees.look(task.staged(), task.run());
  }

  /** A tree that is in the store, or the published one without what is to go. */
  private ScanResult known(PublishTask task, Manifest base) throws IOException {
    Manifest target =
        task.knownManifest() == null
            ? ManifestFilter.without(base, task.removed())
            : store.manifest(ContentHash.fromHex(task.knownManifest()));
    return new ScanResult(target, ScanIndex.EMPTY, 0, 0);
  }
}
