package org.contentmover.ccm.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.contentmover.ccm.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers labels choose (CM-14). */
class LabelRuleTest {
  private static final LabelRule GOLD_IN_TWO_PLACES =
      LabelRule.of(List.of("level=gold", "location=london", "location=boston"));

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

  @ParameterizedTest
  @ValueSource(strings = {"gold", "=gold", "level=", "level = gold", "Level=gold", "a=b=c", ""})
  void shouldRefuseWhatIsNoLabel(String text) {
    Invalid refused = assertThrows(Invalid.class, () -> LabelRule.of(List.of(text)));
    assertEquals("labels", refused.field());
  }
}
