package org.contentmover.ccm.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.contentmover.ccm.topology.view.KeyPolicy;
import org.contentmover.ccm.topology.view.KeySourceKind;
import org.contentmover.ccm.topology.view.KeyedView;
import org.contentmover.ccm.topology.view.SegmentKeysView;
import org.contentmover.ccm.topology.view.SegmentKeysView.HolderView;
import org.contentmover.ccm.topology.view.SegmentKeysView.KeyView;
import org.contentmover.core.rekey.KeyRotation;
import org.contentmover.core.rekey.RotationStep;

/** The keys of a segment in an administrator's words. Pure. */
final class KeyViews {
  private KeyViews() {}

  static SegmentKeysView of(
      SegmentKeying keying,
      KeyedView state,
      List<SegmentKey> keys,
      Map<Server, ServerKeys> told,
      Instant now) {
    KeyRotation rotation = keying.rotation();
    List<HolderView> holders =
        told.entrySet().stream()
            .map(one -> holder(one.getKey(), one.getValue(), rotation, now))
            .sorted(Comparator.comparing(HolderView::server))
            .toList();
    return new SegmentKeysView(
        keying.segment,
        keying.revision,
        policy(rotation),
        keying.encrypts,
        keying.rotateDays,
        Duration.ofMillis(keying.patienceMillis),
        state,
        rotation.revision(),
        rotation.step().name(),
        Instant.ofEpochMilli(rotation.sinceMillis()),
        explanation(rotation, holders),
        keys.stream()
            .map(
                key ->
                    new KeyView(
                        key.id, rotation.state(key.id).name(), key.madeAt, key.sendingSince))
            .toList(),
        holders);
  }

  /** What a segment is, or is on its way to. */
  static KeyPolicy policy(KeyRotation rotation) {
    int heading = rotation.coming().orElse(rotation.sending());
    return heading == KeyRotation.PLAIN ? KeyPolicy.OPEN : KeyPolicy.KEYED;
  }

  private static HolderView holder(
      Server server, ServerKeys told, KeyRotation rotation, Instant now) {
    boolean awaited = KeyOffice.isAwaited(server, told, now);
    if (told == null) {
      return new HolderView(
          server.name,
          null,
          0,
          KeyRotation.PLAIN,
          List.of(),
          null,
          false,
          awaited,
          "It has never asked for keys: its agent has not started, is older than this CCM, or does"
              + " not reach it.");
    }
    boolean current = told.source == KeySourceKind.CCM && told.ring == rotation.revision();
    return new HolderView(
        server.name,
        told.source,
        told.ring,
        told.sending,
        told.heldIds(),
        told.askedAt,
        current,
        awaited,
        current ? "" : whyNot(told, awaited));
  }

  private static String whyNot(ServerKeys told, boolean awaited) {
    if (told.source == KeySourceKind.FILE) {
      return "It has keys of its own (segment.key.file) and takes none from the CCM. Take the"
          + " setting away and restart the agent, unless all servers of the segment have that file.";
    }
    return awaited
        ? "It has not told yet that it has them."
        : "It is away since " + told.askedAt + "; it gets them when it comes back.";
  }

  private static String explanation(KeyRotation rotation, List<HolderView> holders) {
    if (rotation.isResting()) {
      return rotation.isOpen()
          ? "Open: whoever reaches the segment's network can lead it or send it frames."
          : "Keyed: the servers take and send what is sealed with key " + rotation.sending() + ".";
    }
    String waiting =
        holders.stream()
            .filter(holder -> holder.awaited() && !holder.current())
            .map(HolderView::server)
            .collect(Collectors.joining(", "));
    return (rotation.step() == RotationStep.DISTRIBUTING
            ? "What comes is handed out: " + named(rotation.other())
            : "The servers switch to " + named(rotation.sending()))
        + "; "
        + (waiting.isEmpty() ? "all servers that are there have it" : "waiting for " + waiting)
        + (rotation.urgent() ? "; in a hurry, because a server was removed." : ".");
  }

  private static String named(int id) {
    return id == KeyRotation.PLAIN ? "no seal" : "key " + id;
  }
}
