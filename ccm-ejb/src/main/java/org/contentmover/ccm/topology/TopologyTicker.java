package org.contentmover.ccm.topology;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/**
 * Looks for silent servers every 2 s. A CCM that has just started was deaf itself: it listens for
 * as long as a silence takes before it calls anybody silent.
 */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TopologyTicker extends Ticker {
  @EJB private TopologyWatch watch;
  @Inject private Clock clock;
  @Inject private CcmConfiguration configuration;

  private Instant hearsSince;

  public TopologyTicker() {
    super(2_000);
  }

  @Override
  protected void tick() {
    Instant now = clock.instant();
    if (hearsSince == null) {
      hearsSince = now;
    }
    if (!now.isBefore(hearsSince.plus(configuration.silentAfter()))) {
      watch.look();
    }
  }
}
