package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.VERSION_MISMATCH;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;

/** Commits, rollbacks and aborts of what is not there (CM-12). */
final class OrderAttacks {
  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private OrderAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) throws Exception {
    OrderAttacks it = new OrderAttacks(server);
    it.orders();
    return it.attacks;
  }

  private void orders() throws Exception {
    order(
        "version that is not there",
        "commit",
        VERSION_MISMATCH,
        "is not staged here",
        AssignmentType.COMMIT,
        5);
    order(
        "version that is not there",
        "rollback",
        VERSION_MISMATCH,
        "is not the backup version",
        AssignmentType.ROLLBACK,
        5);
    order(
        "version that is not there",
        "rollback to before the first",
        VERSION_MISMATCH,
        "is not the backup version",
        AssignmentType.ROLLBACK,
        0);
    order(
        "abort of what is live",
        "abort",
        VERSION_MISMATCH,
        "roll back instead",
        AssignmentType.ABORT,
        1);
    attacks.add(
        Attack.refused(
            "commit of other content",
            "commit",
            VERSION_MISMATCH,
            "other content than the order names",
            file ->
                server
                    .publisher()
                    .writeOrder(
                        server.publisher().order(AssignmentType.COMMIT, 0, 1),
                        ContentHash.sha256(new byte[] {1}))
                    .file()));
    attacks.add(
        Attack.refused(
            "removal that names content",
            "remove",
            VERSION_MISMATCH,
            "names content that is to be there afterwards",
            file ->
                server
                    .publisher()
                    .writeOrder(
                        server.publisher().order(AssignmentType.REMOVE, 1, 5),
                        server.honest().targetManifestSha256())
                    .file()));
  }

  private void order(
      String kind,
      String place,
      RefusalReason reason,
      String says,
      AssignmentType type,
      long version) {
    attacks.add(
        Attack.refused(
            kind, place, reason, says, file -> server.publisher().order(type, version).file()));
  }
}
