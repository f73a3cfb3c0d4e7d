package org.contentmover.ccm.version.checkpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.UUID;

/** Checkpoints for the CCM's other capabilities. Works in the caller's transaction. */
@ApplicationScoped
public class CheckpointDirectory {
  @PersistenceContext private EntityManager entities;

  /**
   * A complete checkpoint: the manifest (hash, hex) names content of this site and group that is in
   * the store.
   */
  public record Kept(UUID id, String name, String site, String group, String manifest) {}

  /**
   * One that can be restored; it is not removed before the caller's transaction has ended. Who goes
   * on with its content after that writes down that it does (a plan's target manifest is such a
   * note) in the same transaction.
   */
  public Optional<Kept> keep(UUID id) {
    return Optional.ofNullable(
            entities.find(Checkpoint.class, id.toString(), LockModeType.PESSIMISTIC_WRITE))
        .filter(Checkpoint::isComplete)
        .map(it -> new Kept(it.id(), it.name(), it.site(), it.group(), it.manifest()));
  }
}
