package org.contentmover.ccm.topology.view;

/**
 * One server of a segment as a candidate for leading it.
 *
 * @param priority effective, as it says itself: computed of preference and measurements; less than
 *     0 when it must not lead
 * @param taken whether the server has taken the order
 * @param orderProblem why it has not, or null
 */
public record CandidateView(
    String server,
    boolean up,
    boolean leads,
    int priority,
    LeadershipOrder order,
    boolean taken,
    String orderProblem) {}
