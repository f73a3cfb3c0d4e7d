package org.contentmover.ccm.staging;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;

/** Where the server of a staging area is reached now; a short transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ServerFinder {
  @Inject private ServerDirectory directory;

  /**
   * The server where a tree lies.
   *
   * @throws StagingTrouble when it is not enrolled
   */
  public ServerState require(StagedTree tree) throws StagingTrouble {
    return directory
        .find(tree.server())
        .orElseThrow(
            () ->
                new StagingTrouble(
                    "server "
                        + tree.server()
                        + ", on which it lies, is not enrolled (any more); enrol it again, or"
                        + " change the staging area"));
  }
}
