package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.CORRUPT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.assignment.AssignmentParts;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Seal;

/** How an honest sealed assignment is changed before a server gets it. */
abstract class ChangedSealed {
  final AttackedServer server;
  final KeyBox other = KeyBox.create();
  final List<Attack> attacks = new ArrayList<>();

  ChangedSealed(AttackedServer server) {
    this.server = server;
  }

  @FunctionalInterface
  interface Change {
    void of(AssignmentParts parts) throws Exception;
  }

  @FunctionalInterface
  interface SealChange {
    Seal.Builder of(Seal.Builder seal) throws Exception;
  }

  AssignmentParts another() throws Exception {
    return AssignmentParts.of(server.anotherSealed());
  }

  /** Data is not signed by itself: whoever relays can try. */
  void changed(String kind, String place, Change change) {
    attacks.add(
        Attack.undone(
            kind, place, CORRUPT, "not what was sealed there", it -> write(it, change, false)));
  }

  void unsigned(String kind, String place, RefusalReason reason, String says, Change change) {
    attacks.add(Attack.refused(kind, place, reason, says, it -> write(it, change, false)));
  }

  void signed(String kind, String place, RefusalReason reason, String says, Change change) {
    attacks.add(Attack.refused(kind, place, reason, says, it -> write(it, change, true)));
  }

  Path write(Path file, Change change, boolean signed) throws Exception {
    AssignmentParts parts = AssignmentParts.of(server.writeSealed(file, server.box(), other));
    change.of(parts);
    return signed ? parts.write(file, server.key()) : parts.write(file);
  }

  void keyed(String kind, String place, RefusalReason reason, String says, SealChange change) {
    signed(
        kind,
        place,
        reason,
        says,
        it ->
            it.header =
                it.header.toBuilder().setSeal(change.of(it.header.getSeal().toBuilder())).build());
  }
}
