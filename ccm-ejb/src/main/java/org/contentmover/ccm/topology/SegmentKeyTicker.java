package org.contentmover.ccm.topology;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.contentmover.ccm.setup.SchemaMigration;
import org.contentmover.ccm.setup.Ticker;

/** Takes rotations of segment keys forward, each segment in a transaction of its own. */
@Singleton
@Startup
@DependsOn(SchemaMigration.NAME)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SegmentKeyTicker extends Ticker {
  private static final System.Logger LOG = System.getLogger(SegmentKeyTicker.class.getName());

  @EJB private SegmentKeys keys;

  public SegmentKeyTicker() {
    super(1_000);
  }

  @Override
  protected void tick() {
    for (String segment : keys.active()) {
      try {
        keys.advance(segment);
      } catch (RuntimeException e) {
        // The others' rotations go on.
        LOG.log(
            System.Logger.Level.WARNING,
            "The rotation of the keys of segment " + segment + " does not go on; tried again.",
            e);
      }
    }
  }
}
