package org.contentmover.content.hook;

import java.nio.file.Path;
import java.util.Optional;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;

/**
 * What a hook is run for; told to it by its environment.
 *
 * @param event what happens to the site
 * @param group whose content it is; empty for what was there before the product
 * @param version which is staged, or live now
 * @param tree of this version
 * @param live the document root
 * @param changes how the tree differs from the one before; empty when that is not known
 */
public record HookOccasion(
    Event event,
    HostedSite site,
    Optional<ContentGroup> group,
    long version,
    Path tree,
    Path live,
    Optional<TreeChanges> changes) {

  /** What happens; hooks are told the name. */
  public enum Event {
    /** A version is staged, and may be refused. */
    STAGE,
    /** A staged version went live. */
    COMMIT,
    /** The backup version went live, by order. */
    ROLLBACK,
    /** The site was taken off. */
    REMOVAL,
    /** A hook failed after a commit, and the version before is live again. */
    SWITCH_BACK,
    /**
     * What is live was not shown yet: its tree was repaired, or it was live before the hook was
     * there, or the hook failed. For the server's own switch hook alone.
     */
    SHOW
  }
}
