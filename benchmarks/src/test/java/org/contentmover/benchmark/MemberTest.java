package org.contentmover.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.contentmover.benchmark.Member.Event;
import org.junit.jupiter.api.Test;

class MemberTest {
  @Test
  void shouldReadAnEvent() {
    Event event = Event.parse("2026-01-02T03:04:05.678Z RECEIVED file=/a");
    assertEquals(new Event(Instant.parse("2026-01-02T03:04:05.678Z"), "RECEIVED file=/a"), event);
  }

  @Test
  void shouldTakeWhatAVirtualMachineSaysForNoEvent() {
    assertTrue(Event.parse("[0.002s][warning][gc] -Xmx is small").is("SAID"));
    assertTrue(Event.parse("").is("SAID"));
  }
}
