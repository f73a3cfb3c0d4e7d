package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.problem.DomainException;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/**
 * Makes the checkpoints whose time has come, every 5 s. What an administrator has to mend waits for
 * the next time of the schedule; what passes, as a database that is away, is tried again.
 */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ScheduleTicker extends Ticker {
  private static final System.Logger LOG = System.getLogger(ScheduleTicker.class.getName());

  @EJB private CheckpointSchedules schedules;

  public ScheduleTicker() {
    super(5_000);
  }

  /** As the container makes it. */
  ScheduleTicker(CheckpointSchedules schedules) {
    this();
    this.schedules = schedules;
  }

  @Override
  protected void tick() {
    for (CheckpointSchedules.Due due : schedules.due()) {
      take(due);
    }
  }

  /** What is wrong with one content group is no matter of the others. */
  private void take(CheckpointSchedules.Due due) {
    try {
      schedules.take(due);
    } catch (DomainException e) {
      schedules.tookInVain(due, "Failed: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The checkpoint of " + due.site() + "/" + due.group() + " that is due cannot be made",
          e);
      schedules.stumbled(due, "Failed: the CCM could not make it; see the log of its server.");
    }
  }
}
