package org.contentmover.core.run;

import java.util.List;

/**
 * Who could take part in a run, and whether these are enough (SC-7, CM-7).
 *
 * @param candidates every server of the content group, judged by the space it needs (CM-6)
 * @param needed how many of them have to be able
 */
public record Attendance(List<Candidate> candidates, int needed) {
  public Attendance {
    candidates = List.copyOf(candidates);
  }

  /**
   * Judges servers.
   *
   * @param requiredBytes what each needs on its disk, 0 when that is not known yet
   */
  public static Attendance of(
      List<Candidate> candidates, RunKind kind, Quorum quorum, long requiredBytes) {
    List<Candidate> judged =
        candidates.stream().map(candidate -> candidate.withRoomFor(requiredBytes)).toList();
    // What is not staged is in force when it is ordered: servers that are down learn it later.
    return new Attendance(judged, kind.stages() ? quorum.needed(judged.size()) : 0);
  }

  public long able() {
    return candidates.stream().filter(Candidate::able).count();
  }

  public boolean isEnough() {
    return able() >= needed;
  }
}
