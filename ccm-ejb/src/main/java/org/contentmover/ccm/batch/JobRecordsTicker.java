package org.contentmover.ccm.batch;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Forgets batch jobs that ended long ago, once an hour. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobRecordsTicker extends Ticker {
  @EJB private JobRecordsForgetting forgetting;

  public JobRecordsTicker() {
    super(3_600_000);
  }

  @Override
  protected void tick() {
    forgetting.forget();
  }
}
