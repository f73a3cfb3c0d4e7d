package org.contentmover.ccm.topology;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.KeySourceKind;

/** Which keys one server told that it has. */
@Entity
@Table(name = "server_keys")
class ServerKeys {
  /** A line is written at most so often while nothing changes. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  @Id String server;

  @Enumerated(EnumType.STRING)
  KeySourceKind source = KeySourceKind.CCM;

  long ring;
  int sending;
  String held = "";

  @Column(name = "asked_ms")
  Instant askedAt = Instant.EPOCH;

  protected ServerKeys() {}

  ServerKeys(String server) {
    this.server = server;
  }

  void told(KeyPresence presence, Instant now) {
    String ids = presence.holds().stream().map(String::valueOf).collect(Collectors.joining(","));
    boolean news =
        source != presence.source()
            || ring != presence.ring()
            || sending != presence.sending()
            || !held.equals(ids);
    if (news || askedAt.plus(FRESH).isBefore(now)) {
      source = presence.source();
      ring = presence.ring();
      sending = presence.sending();
      held = ids;
      askedAt = now;
    }
  }

  List<Integer> heldIds() {
    return held.isEmpty()
        ? List.of()
        : Arrays.stream(held.split(",")).map(Integer::valueOf).toList();
  }
}
