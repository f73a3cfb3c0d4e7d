package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.contentmover.content.store.ContentStore;

/** The content store's references to checkpoints. */
@Stateless
public class CheckpointReferences {
  @PersistenceContext private EntityManager entities;
  @Inject private ContentStore store;

  /** A checkpoint is no more, and the database knows. */
  public void forget(UUID checkpoint) {
    try {
      store.refs().remove(CheckpointRefs.of(checkpoint));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The content of removed checkpoint " + checkpoint + " stays", e);
    }
  }

  /**
   * Takes away references a crash left behind.
   *
   * @param suspects references that led nowhere at the last call: one that has just been made may
   *     be of a checkpoint the database does not show yet
   * @return references that lead nowhere now, and were left
   */
  public Set<String> forgetLeftBehind(Set<String> suspects) {
    Set<String> nowhere = new HashSet<>();
    try {
      for (String name : store.refs().list(CheckpointRefs.PREFIX).keySet()) {
        String id = name.substring(CheckpointRefs.PREFIX.length());
        if (entities.find(Checkpoint.class, id) == null) {
          if (suspects.contains(name)) {
            store.refs().remove(name);
          } else {
            nowhere.add(name);
          }
        }
      }
      return nowhere;
    } catch (IOException e) {
      throw new UncheckedIOException("References to removed checkpoints stay", e);
    }
  }
}
