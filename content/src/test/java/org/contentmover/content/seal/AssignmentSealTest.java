package org.contentmover.content.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.core.ids.AssignmentId;
import org.junit.jupiter.api.Test;

/** For whom an assignment is sealed (CM-5). */
class AssignmentSealTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** One member with an address written in two ways keeps nobody else from reading. */
  @Test
  void shouldBeMadeForEachBoxOnce() throws Exception {
    AssignmentId assignment = new AssignmentId(UUID.randomUUID());
    KeyBox box = KeyBox.create();
    KeyBox other = KeyBox.create();
    String address = box.address();
    char last = ALPHABET.charAt(ALPHABET.indexOf(address.charAt(42)) + 3);
    String again = address.substring(0, 42) + last;
    AssignmentSeal.Made made =
        AssignmentSeal.make(assignment, List.of(again, other.address(), address));
    AssignmentSeal read = AssignmentSeal.of(made.seal().wire());
    assertEquals(2, read.boxes());
    for (KeyBox it : List.of(box, other)) {
      assertTrue(read.isFor(it.address()));
      read.open(it, assignment);
    }
  }
}
