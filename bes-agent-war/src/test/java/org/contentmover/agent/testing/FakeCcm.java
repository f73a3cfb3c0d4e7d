package org.contentmover.agent.testing;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.KeyAnswer;
import org.contentmover.agent.ccm.NextLeader;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/** A CCM that takes everything, unless a test lets it be away or refuse. */
public final class FakeCcm implements Ccm {
  public final List<JsonObject> segmentReports = new ArrayList<>();
  public final List<JsonObject> presences = new ArrayList<>();
  public final List<JsonObject> questions = new ArrayList<>();
  public final List<JsonObject> reports = new ArrayList<>();
  public final List<JsonObject> scrubs = new ArrayList<>();
  public final Deque<NextLeader> nextLeaders = new ArrayDeque<>();
  public final List<JsonObject> keyPresences = new ArrayList<>();
  public final Deque<KeyAnswer> keyAnswers = new ArrayDeque<>();
  public Runnable whileAsked = () -> {};
  public boolean away;
  public int refuseWith;
  public String refusal = "";

  @Override
  public void reportSegment(SegmentName segment, JsonObject report)
      throws PeerUnavailable, PeerRefused {
    answer();
    segmentReports.add(report);
  }

  @Override
  public void reportPresence(ServerName server, JsonObject member)
      throws PeerUnavailable, PeerRefused {
    answer();
    presences.add(member);
  }

  @Override
  public Optional<NextLeader> nextLeader(UUID distribution, JsonObject question)
      throws PeerUnavailable, PeerRefused {
    answer();
    questions.add(question);
    whileAsked.run();
    return Optional.ofNullable(nextLeaders.poll());
  }

  @Override
  public void reportDistribution(UUID distribution, JsonObject report)
      throws PeerUnavailable, PeerRefused {
    answer();
    reports.add(report);
  }

  @Override
  public void reportScrub(ServerName server, JsonObject report)
      throws PeerUnavailable, PeerRefused {
    answer();
    scrubs.add(report);
  }

  @Override
  public KeyAnswer tellKeys(ServerName server, Supplier<JsonObject> presence)
      throws PeerUnavailable, PeerRefused {
    answer();
    keyPresences.add(presence.get());
    return keyAnswers.isEmpty()
        ? new KeyAnswer(Optional.empty(), Duration.ofSeconds(10))
        : keyAnswers.poll();
  }

  @Override
  public List<String> newerKeys(ServerName server, long ring) throws PeerUnavailable, PeerRefused {
    answer();
    return List.of();
  }

  /** The newest report on a distribution. */
  public JsonObject lastReport() {
    return reports.get(reports.size() - 1);
  }

  private void answer() throws PeerUnavailable, PeerRefused {
    if (away) {
      throw new PeerUnavailable("away");
    }
    if (refuseWith != 0) {
      throw new PeerRefused(refuseWith, "refused", refusal);
    }
  }
}
