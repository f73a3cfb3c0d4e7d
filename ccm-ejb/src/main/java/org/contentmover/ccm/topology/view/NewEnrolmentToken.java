package org.contentmover.ccm.topology.view;

import java.time.Duration;

/**
 * A token to be issued. {@code server} null: good for any server; {@code uses} 1 to 10,000; {@code
 * lifetime} at most 30 days.
 */
public record NewEnrolmentToken(String note, String server, int uses, Duration lifetime) {}
