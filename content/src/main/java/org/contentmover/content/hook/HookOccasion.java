package org.contentmover.content.hook;

import java.nio.file.Path;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;

/**
 * What a hook is run for; told to it by its environment.
 *
 * @param event what happens to the site
 * @param version which is staged, or live now
 * @param tree of this version
 * @param live the document root
 */
public record HookOccasion(
    Event event, HostedSite site, ContentGroup group, long version, Path tree, Path live) {

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
    SWITCH_BACK
  }
}
