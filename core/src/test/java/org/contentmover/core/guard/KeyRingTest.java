package org.contentmover.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final SegmentKey ONE = SegmentGuardTest.key(1);

  @Test
  void shouldRejectARingThatCannotWork() {
    assertThrows(IllegalArgumentException.class, () -> KeyRing.sealing(2, ONE));
    assertThrows(IllegalArgumentException.class, () -> KeyRing.sealing(1, ONE, ONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> new KeyRing(List.of(ONE), KeyRing.PLAIN, false, false));
    assertThrows(IllegalArgumentException.class, () -> new SegmentKey(1, new byte[16]));
    assertThrows(IllegalArgumentException.class, () -> new SegmentKey(0, new byte[32]));
  }

  @Test
  void shouldNeverShowItsSecrets() {
    KeyRing ring = KeyRing.sealing(1, ONE);
    assertEquals(
        "KeyRing[keys=[key 1], sendingId=1, acceptsPlain=false, encrypts=false]", ring.toString());
  }

  @Test
  void shouldCompareByValue() {
    assertEquals(KeyRing.sealing(1, ONE), KeyRing.sealing(1, SegmentGuardTest.key(1)));
    assertFalse(ONE.equals(new SegmentKey(1, new byte[32])));
    assertTrue(KeyRing.OPEN.isOpen());
  }
}
