package org.contentmover.ccm.version.store;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.version.store.view.StoreCheckView;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.text.Counted;

/**
 * Records of verifications and of what was lost; for work that holds no transaction each call is
 * one of its own.
 */
@Stateless
public class CheckBook {
  private static final int KEPT = 50;
  private static final Duration REPAIRED_KEPT = Duration.ofDays(90);

  /** So many of what could not be read are named. */
  private static final int MOST_NAMED = 3;

  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private CheckWork work;

  /** The one that goes on; what another process left is ended. */
  public Optional<StoreCheckView> running() {
    List<StoreCheck> open =
        entities
            .createQuery("select c from StoreCheck c where c.endedAt is null", StoreCheck.class)
            .getResultList();
    for (StoreCheck it : open) {
      if (!work.isOrdered(it.id())) {
        it.ended(clock.instant(), 0, 0, "The CCM stopped meanwhile. Verify the store again.");
      }
    }
    return open.stream().filter(it -> work.isOrdered(it.id())).map(StoreCheck::view).findFirst();
  }

  /** Begins one; whoever begins it sees to it that it is done. */
  public StoreCheckView begin(Actor by) {
    StoreCheck check = new StoreCheck(clock.instant(), by.toString());
    entities.persist(check);
    entities.flush();
    work.order(check.id());
    return check.view();
  }

  /** One the CCM does by itself, when the last one began so long ago. */
  public Optional<UUID> beginWhenDue(Duration every) {
    Instant limit = clock.instant().minus(every);
    boolean recent =
        entities
            .createQuery("select c from StoreCheck c order by c.startedAt desc", StoreCheck.class)
            .setMaxResults(1)
            .getResultStream()
            .anyMatch(it -> it.startedAt().isAfter(limit));
    return recent || running().isPresent() ? Optional.empty() : Optional.of(begin(Actor.CCM).id());
  }

  public void read(UUID check, long bytes, long ofBytes) {
    change(check, it -> it.read(bytes, ofBytes));
  }

  /** These are needed and missing now; all others known to be missing are there again. */
  public void found(Collection<MissingContent> missing, Map<ContentHash, String> why) {
    Instant now = clock.instant();
    for (MissingContent it : missing) {
      StoreLoss loss = entities.find(StoreLoss.class, it.content().hex());
      if (loss == null) {
        loss = new StoreLoss(it.content().hex());
        loss.found(it, why.getOrDefault(it.content(), "it is not in the store"), now);
        entities.persist(loss);
      } else if (loss.view().repairedAt() != null) {
        loss.found(it, why.getOrDefault(it.content(), "it is not in the store"), now);
      }
    }
    Set<String> gone = missing.stream().map(it -> it.content().hex()).collect(Collectors.toSet());
    for (StoreLoss loss : unrepaired()) {
      if (!gone.contains(loss.content())) {
        loss.repaired("published again, or not needed any more", now);
      }
    }
    entities
        .createQuery("delete from StoreLoss l where l.repairedAt < :limit")
        .setParameter("limit", now.minus(REPAIRED_KEPT))
        .executeUpdate();
  }

  private List<StoreLoss> unrepaired() {
    return entities
        .createQuery("select l from StoreLoss l where l.repairedAt is null", StoreLoss.class)
        .getResultList();
  }

  public void repaired(Map<ContentHash, StoreRepair.Outcome> outcomes) {
    outcomes.forEach(
        (content, outcome) -> {
          StoreLoss loss = entities.find(StoreLoss.class, content.hex());
          if (loss != null && outcome.problem().isEmpty()) {
            loss.repaired("server " + outcome.from(), clock.instant());
          } else if (loss != null) {
            loss.notRepaired(outcome.problem());
          }
        });
  }

  /**
   * It is over.
   *
   * @param left what is missing still
   * @param unread what could not be looked at, and why
   */
  public void ended(
      UUID check, int missing, int repaired, Set<ContentHash> left, List<String> unread) {
    List<String> problems = new ArrayList<>();
    if (!left.isEmpty()) {
      problems.add(
          Counted.of(left.size(), "content is missing", "contents are missing")
              + "; what needs them and why they could not be brought back is in the list of"
              + " losses. Publish the files again, or start the servers that have"
              + " them and verify again.");
    }
    if (!unread.isEmpty()) {
      problems.add(
          "Not verified: "
              + String.join("; ", unread.subList(0, Math.min(MOST_NAMED, unread.size())))
              + (unread.size() > MOST_NAMED ? " and " + (unread.size() - MOST_NAMED) + " more" : "")
              + ". See to it and verify again.");
    }
    String problem = String.join(" ", problems);
    change(check, it -> it.ended(clock.instant(), missing, repaired, problem));
  }

  public void failed(UUID check, String why) {
    change(check, it -> it.ended(clock.instant(), 0, 0, why));
  }

  private void change(UUID id, Consumer<StoreCheck> change) {
    StoreCheck found = entities.find(StoreCheck.class, id.toString());
    if (found != null) {
      change.accept(found);
    }
    entities
        .createQuery("select c from StoreCheck c order by c.startedAt desc", StoreCheck.class)
        .setFirstResult(KEPT)
        .setMaxResults(KEPT)
        .getResultList()
        .forEach(entities::remove);
  }
}
