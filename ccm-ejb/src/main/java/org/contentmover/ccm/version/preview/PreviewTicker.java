package org.contentmover.ccm.version.preview;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Forgets old previews, every ten minutes. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PreviewTicker extends Ticker {
  @EJB private PreviewBook book;

  public PreviewTicker() {
    super(600_000);
  }

  @Override
  protected void tick() {
    book.forget();
  }
}
