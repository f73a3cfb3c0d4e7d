package org.contentmover.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void shouldSayOneAndSeveral() {
    assertEquals("0 servers", Counted.of(0, "server"));
    assertEquals("1 server", Counted.of(1, "server"));
    assertEquals("2 servers", Counted.of(2, "server"));
    assertEquals("1 key box", Counted.of(1, "key box", "key boxes"));
    assertEquals("3 key boxes", Counted.of(3, "key box", "key boxes"));
  }
}
