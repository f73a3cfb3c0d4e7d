package org.contentmover.ccm.version.store;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;
import org.contentmover.ccm.version.checkpoint.CheckpointReferences;

/** Collects the content store's garbage once an hour, and verifies the store once a week. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CollectionTicker extends Ticker {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final Duration WEEK = Duration.ofDays(7);

  @EJB private CollectionBook book;
  @EJB private CheckBook checks;
  @EJB private CheckStarter starter;
  @EJB private CheckpointReferences checkpoints;
  @Inject private CollectionWork work;
  private Set<String> suspects = Set.of();

  public CollectionTicker() {
    super(HOUR_MILLIS);
  }

  @Override
  protected void tick() {
    suspects = checkpoints.forgetLeftBehind(suspects);
    work.collect(book.beginByItself());
    checks.beginWhenDue(WEEK).ifPresent(starter::start);
  }
}
