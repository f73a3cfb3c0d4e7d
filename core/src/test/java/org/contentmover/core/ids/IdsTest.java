package org.contentmover.core.ids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "boston-1", "0", "www.example.com", "a_b"})
  void shouldAcceptNames(String name) {
    assertEquals(name, new ServerName(name).toString());
    assertEquals(name, new HostedSite(name).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", ".a", "A", "a b", "ä", "a/b", "a\n"})
  void shouldRefuseWhatIsNoName(String name) {
    assertFalse(ServerName.isValid(name));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new ServerName(name));
    assertTrue(refused.getMessage().contains("allowed are"), refused.getMessage());
  }

  @Test
  void shouldLimitTheLengthOfNames() {
    assertTrue(SegmentName.isValid("a".repeat(63)));
    assertFalse(SegmentName.isValid("a".repeat(64)));
    assertTrue(HostedSite.isValid("a".repeat(253)));
    assertFalse(HostedSite.isValid("a".repeat(254)));
  }

  @Test
  void shouldCompareAddressesByValue() {
    byte[] ip = {10, 0, 0, 1};
    PeerAddress address = new PeerAddress(ip, 7000);
    ip[3] = 2;
    assertEquals(new PeerAddress(new byte[] {10, 0, 0, 1}, 7000), address);
    assertNotEquals(new PeerAddress(ip, 7000), address);
    assertEquals("10.0.0.1:7000", address.toString());
    assertEquals("[0:0:0:0:0:0:0:0]:1", new PeerAddress(new byte[16], 1).toString());
    assertThrows(IllegalArgumentException.class, () -> new PeerAddress(new byte[5], 1));
    assertThrows(IllegalArgumentException.class, () -> new PeerAddress(new byte[4], 0));
  }
}
