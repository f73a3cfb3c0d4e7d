package org.contentmover.ccm.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** What runs tell jobs. Works in the caller's transaction. */
@ApplicationScoped
public class JobDirectory {
  @PersistenceContext private EntityManager entities;

  /** A run of the job was started. */
  public void ran(UUID job, UUID run) {
    Job found = entities.find(Job.class, job.toString());
    if (found != null) {
      found.ran(run);
    }
  }
}
