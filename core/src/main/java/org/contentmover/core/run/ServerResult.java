package org.contentmover.core.run;

import org.contentmover.core.ids.ServerName;

/**
 * What is known of one participant in one step: cumulative, so that repeating it changes nothing.
 *
 * @param standing PENDING while it works; MISSING when its leader cannot reach it
 * @param reason for people, empty when there is nothing to say
 */
public record ServerResult(ServerName server, Standing standing, String reason) {}
