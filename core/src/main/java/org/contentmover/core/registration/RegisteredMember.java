package org.contentmover.core.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The leader's entry for one member: what it last told, and when it was last heard. */
final class RegisteredMember {
  private Member member;
  private long incarnation;
  private long lastHeardNs;
  private int probesSent;
  private long lastProbeNs;

  /** Number of the newest registration of which a part came in. */
  private long number;

  /** Number of the newest registration of which all parts came in. */
  private long completeNumber;

  /** Sites of the newest registration by part: parts may overtake each other. */
  private final SortedMap<Integer, List<SiteFacts>> sitesByPart = new TreeMap<>();

  private int sitesSoFar;

  RegisteredMember(Register first) {
    incarnation = first.incarnation();
    member = first.member(List.of());
  }

  Member member() {
    return member;
  }

  boolean isIncarnation(long other) {
    return incarnation == other;
  }

  /**
   * Takes one part in.
   *
   * @return whether the member says something else now than before, measurements aside
   */
  boolean take(Register register, long nowNs) {
    lastHeardNs = nowNs;
    probesSent = 0;
    if (register.number() < number || register.number() == completeNumber) {
      return false;
    }
    if (register.number() > number) {
      number = register.number();
      sitesByPart.clear();
      sitesSoFar = 0;
    }
    List<SiteFacts> partSites = register.facts().sites();
    if (sitesSoFar + partSites.size() > MemberFacts.MAX_SITES) {
      return false;
    }
    if (sitesByPart.putIfAbsent(register.part(), partSites) == null) {
      sitesSoFar += partSites.size();
    }
    if (sitesByPart.size() < register.parts()) {
      return false;
    }
    List<SiteFacts> sites = new ArrayList<>(sitesSoFar);
    sitesByPart.values().forEach(sites::addAll);
    sitesByPart.clear();
    completeNumber = number;
    Member before = member;
    member = register.member(sites);
    return before.priority() != member.priority()
        || before.multicastHeard() != member.multicastHeard()
        || !before.address().equals(member.address())
        || before.facts().differsInSubstance(member.facts());
  }

  /** When the next probe, or the verdict, is due. */
  long checkAtNs(RegistrationConfig config) {
    return probesSent == 0
        ? lastHeardNs + config.missedRefreshes() * config.refreshIntervalNs()
        : lastProbeNs + config.probeTimeoutNs();
  }

  int probesSent() {
    return probesSent;
  }

  void probed(long nowNs) {
    probesSent++;
    lastProbeNs = nowNs;
  }
}
