package org.contentmover.simulator;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.ControlChannelUse;

/** The control channels of one server: opening a socket takes a while, and may fail. */
final class ServerChannels {
  private static final long OPENING_NS = 30_000_000;

  private final SimulatedServer server;
  private final EventQueue time;
  private final Set<ControlChannel> listening = new HashSet<>();
  private final Set<ControlChannel> sending = new LinkedHashSet<>();
  private Set<ControlChannel> wanted = Set.of();
  private boolean refusesOthers;

  ServerChannels(SimulatedServer server, EventQueue time) {
    this.server = server;
    this.time = time;
    reset();
  }

  /** The process is a new one: it knows the configured channel alone. */
  void reset() {
    listening.clear();
    listening.add(ControlChannel.CONFIGURED);
    sending.clear();
    sending.add(ControlChannel.CONFIGURED);
    wanted = Set.of(ControlChannel.CONFIGURED);
  }

  /** No other channel than the configured one can be opened here. */
  void refuseOthers() {
    refusesOthers = true;
  }

  void use(ControlChannelUse use) {
    wanted = use.listen();
    listening.retainAll(wanted);
    sending.clear();
    sending.addAll(use.send());
    for (ControlChannel channel : wanted) {
      if (!listening.contains(channel) && !refusesOthers) {
        time.after(OPENING_NS, () -> opened(channel));
      }
    }
  }

  private void opened(ControlChannel channel) {
    if (wanted.contains(channel) && listening.add(channel)) {
      server.tellControlChannelJoined(channel);
    }
  }

  boolean listensTo(ControlChannel channel) {
    return listening.contains(channel);
  }

  Set<ControlChannel> sending() {
    return sending;
  }
}
