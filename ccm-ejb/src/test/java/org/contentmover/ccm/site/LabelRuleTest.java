package org.contentmover.ccm.site;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which servers labels choose (CM-14). */
class LabelRuleTest {
  private static final LabelRule GOLD_IN_TWO_PLACES =
      new LabelRule(Set.of("level=gold", "location=london", "location=boston"));

  @Test
  void shouldIncludeWhoHasOneValueOfEachName() {
    assertTrue(
        GOLD_IN_TWO_PLACES.includes(Map.of("level", "gold", "location", "london", "os", "debian")));
    assertTrue(GOLD_IN_TWO_PLACES.includes(Map.of("level", "gold", "location", "boston")));
  }

  @Test
  void shouldNotIncludeWhoLacksANameOrHasAnotherValue() {
    assertFalse(GOLD_IN_TWO_PLACES.includes(Map.of()));
    assertFalse(GOLD_IN_TWO_PLACES.includes(Map.of("level", "gold")));
    assertFalse(GOLD_IN_TWO_PLACES.includes(Map.of("level", "gold", "location", "paris")));
    assertFalse(GOLD_IN_TWO_PLACES.includes(Map.of("level", "iron", "location", "london")));
  }
}
