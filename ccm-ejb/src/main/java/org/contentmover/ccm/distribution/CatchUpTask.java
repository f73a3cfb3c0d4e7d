package org.contentmover.ccm.distribution;

import org.contentmover.ccm.site.GroupShadow;

/**
 * One server that has to be brought to the shadow.
 *
 * @param shadow what it is brought to now: the group's shadow, or first the version before that
 * @param liveVersion what it shows, 0 for nothing
 * @param whole what it shows is not relied on: it gets the whole content
 */
public record CatchUpTask(String server, GroupShadow shadow, long liveVersion, boolean whole) {}
