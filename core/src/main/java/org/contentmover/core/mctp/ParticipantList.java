package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.contentmover.core.ids.ServerName;

/** The participants of a distribution, in the order's order; nobody is ever dropped (DT-8). */
final class ParticipantList {
  private final Map<ServerName, Participant> byName = new LinkedHashMap<>();

  ParticipantList(Collection<ServerName> names, int frames) {
    names.forEach(name -> byName.put(name, new Participant(name, frames)));
  }

  /** Null when there is none of that name. */
  Participant get(ServerName name) {
    return byName.get(name);
  }

  Collection<Participant> all() {
    return byName.values();
  }

  List<Participant> in(ServerState state) {
    return where(participant -> participant.state() == state);
  }

  List<Participant> where(Predicate<Participant> condition) {
    List<Participant> found = new ArrayList<>();
    for (Participant participant : byName.values()) {
      if (condition.test(participant)) {
        found.add(participant);
      }
    }
    return found;
  }

  int count(Predicate<Participant> condition) {
    int count = 0;
    for (Participant participant : byName.values()) {
      if (condition.test(participant)) {
        count++;
      }
    }
    return count;
  }

  boolean any(Predicate<Participant> condition) {
    for (Participant participant : byName.values()) {
      if (condition.test(participant)) {
        return true;
      }
    }
    return false;
  }

  /** Whether everybody has answered the announcement, completely. */
  boolean haveAllDecided() {
    return !any(p -> p.state() == ServerState.PENDING || p.owesStatus());
  }

  /** Servers that gave no sign of life are not waited for as long as agents that think. */
  boolean areWorthWaiting(int asks) {
    return any(p -> p.owesStatus() || (p.state() == ServerState.PENDING && !p.hasMissed(asks)));
  }

  /** How many have it or take part. */
  int countTaking() {
    return count(p -> p.hasAll() || p.state() == ServerState.RECEIVING);
  }

  /** Nothing more can come of these: who is not settled is missing, with the reason given. */
  void settleAll(Function<Participant, String> reason) {
    for (Participant participant : byName.values()) {
      if (!participant.state().isSettled()) {
        participant.missing(reason.apply(participant));
      }
    }
  }

  boolean areAllSettled() {
    return !any(participant -> !participant.state().isSettled());
  }

  List<ServerProgress> progress(double sentShare) {
    List<ServerProgress> servers = new ArrayList<>(byName.size());
    byName.values().forEach(participant -> servers.add(participant.progress(sentShare)));
    return servers;
  }
}
