package org.contentmover.benchmark;

/**
 * What is the same in all repetitions.
 *
 * @param choices of the peer's members
 */
record RunSetting(
    String peer, MemberChoices choices, int receivers, Rate rate, Loss loss, Payload payload) {}
