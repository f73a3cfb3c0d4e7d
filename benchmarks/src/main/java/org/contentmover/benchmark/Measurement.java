package org.contentmover.benchmark;

/**
 * What one run showed.
 *
 * @param wallSeconds from the start of the command until every receiver has written and verified
 * @param syncedSeconds as wallSeconds, until it is durable everywhere
 * @param packSeconds of wallSeconds: until there is something to send
 * @param packSyncSeconds not of wallSeconds: until store and assignment were durable at the sender,
 *     counted from when there was something to send
 * @param unpackSeconds of wallSeconds: after the last byte was received
 * @param senderBytes that left the sender's link
 * @param senderCpuSeconds user and system
 * @param receiverCpuSeconds user and system, of one receiver on average
 */
record Measurement(
    double wallSeconds,
    double syncedSeconds,
    double packSeconds,
    double packSyncSeconds,
    double unpackSeconds,
    long senderBytes,
    double senderCpuSeconds,
    double receiverCpuSeconds) {}
