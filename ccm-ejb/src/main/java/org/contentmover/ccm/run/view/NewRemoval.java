package org.contentmover.ccm.run.view;

import java.util.List;

/**
 * An order to take content off the servers: some paths, or everything.
 *
 * @param paths patterns as those of a staging area: {@code /docs/old.html} is that file, {@code
 *     *.bak} such files anywhere, {@code docs/old/} that directory with all in it
 * @param everything true: the whole site goes, and {@code paths} has to be left out
 * @param reason for the people who read it later; required
 */
public record NewRemoval(List<String> paths, Boolean everything, String reason) {}
