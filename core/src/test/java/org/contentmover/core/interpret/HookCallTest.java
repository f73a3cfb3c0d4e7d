package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.core.interpret.HookCall.Moment;
import org.junit.jupiter.api.Test;

class HookCallTest {
  private static HookCall call(String name, Map<String, String> arguments) {
    return new HookCall(name, Moment.AFTER_SWITCH, false, new TreeMap<>(arguments));
  }

  @Test
  void shouldTakeNamesAndWords() {
    HookCall call = call("reload-nginx2", Map.of("zone", "eu-1", "to", "a.b:8080,c@d+e=f_G"));
    assertEquals(List.of("to", "zone"), List.copyOf(call.arguments().keySet()));
  }

  @Test
  void shouldSayWhatANameIsAndWhatWasFound() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> call("../\u0007x", Map.of()));
    assertTrue(refused.getMessage().endsWith("found \"../?x\""), refused.getMessage());
  }

  @Test
  void shouldRefuseMoreThanAnAssignmentAsksFor() {
    List<HookCall> calls = Collections.nCopies(HookCall.MAX_CALLS + 1, call("a", Map.of()));
    assertThrows(IllegalArgumentException.class, () -> HookCall.requireFew(calls));
    HookCall.requireFew(calls.subList(1, calls.size()));
  }

  @Test
  void shouldKeepTheOrderOfAMoment() {
    HookCall check = new HookCall("check", Moment.BEFORE_SWITCH, false, new TreeMap<>());
    List<HookCall> calls = List.of(call("b", Map.of()), check, call("a", Map.of()));
    assertEquals(
        List.of("b", "a"),
        HookCall.at(Moment.AFTER_SWITCH, calls).stream().map(HookCall::name).toList());
    assertEquals(List.of(check), HookCall.at(Moment.BEFORE_SWITCH, calls));
  }

  @Test
  void shouldSwitchBackOnlyAfterASwitch() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new HookCall("check", Moment.BEFORE_SWITCH, true, new TreeMap<>()));
  }
}
