package org.contentmover.ccm.distribution.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Told to a leader or a single server: what to fetch, from where, for whom (DT-2). {@code scope}:
 * SEGMENT or SERVER.
 */
public record Notification(
    UUID distribution,
    UUID assignment,
    String name,
    String type,
    String site,
    String group,
    long sizeBytes,
    String sha256,
    String scope,
    String segment,
    long epoch,
    List<String> participants,
    int quorum,
    List<Source> sources,
    String fetchTicket,
    String ccmUrl,
    Instant deadline) {
  public Notification {
    participants = List.copyOf(participants);
    sources = List.copyOf(sources);
  }
}
