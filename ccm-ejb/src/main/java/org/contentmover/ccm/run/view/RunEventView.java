package org.contentmover.ccm.run.view;

import java.time.Instant;

/** One line of a run's history, for people. */
public record RunEventView(long number, Instant at, String phase, String text) {}
