package org.contentmover.ccm.distribution;

import java.util.Optional;
import org.contentmover.ccm.site.GroupShadow;

/**
 * One server that has to be brought to the shadow.
 *
 * @param box address of its key box
 * @param shadow what it is brought to now: the group's shadow, or first the version before that
 * @param liveVersion what it shows, 0 for nothing
 * @param whole what it shows is not relied on: it gets the whole content
 */
public record CatchUpTask(
    String server, Optional<String> box, GroupShadow shadow, long liveVersion, boolean whole) {}
