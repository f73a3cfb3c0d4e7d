package org.contentmover.ccm.topology.view;

import java.time.Instant;

/**
 * One network segment. {@code title} is what people call it and may be changed, {@code name} is
 * what servers are configured with. {@code silent}: its leader has not reported for longer than the
 * silence limit. {@code staleReports}: how many reports and questions of its servers were refused
 * since the CCM started because something newer is known (EL-6).
 */
public record SegmentView(
    String name,
    String title,
    long revision,
    String leader,
    long epoch,
    long sequence,
    boolean multicast,
    Instant reportedAt,
    boolean silent,
    KeyedView keys,
    int serversKnown,
    int serversUp,
    long staleReports) {}
