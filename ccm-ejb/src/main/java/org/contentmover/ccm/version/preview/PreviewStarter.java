package org.contentmover.ccm.version.preview;

import jakarta.annotation.Resource;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.Future;
import org.contentmover.ccm.setup.SignOfLife;

/** Makes previews in the background. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PreviewStarter {
  @Inject private PreviewWork work;
  @Inject private PreviewBook book;
  @Resource private ManagedScheduledExecutorService scheduler;

  /** Returns at once. */
  @Asynchronous
  public void start(PreviewWanted wanted) {
    UUID preview = wanted.preview();
    Future<?> signs = SignOfLife.give(scheduler, "Preview " + preview, () -> book.alive(preview));
    try {
      work.make(preview);
    } finally {
      signs.cancel(false);
    }
  }
}
