package org.contentmover.ccm.version.store;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Starts garbage collections that were ordered. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CollectionStarter {
  @Inject private CollectionWork work;

  /** Returns at once. */
  @Asynchronous
  public void start(CollectionWanted wanted) {
    work.collect(wanted.collection());
  }
}
