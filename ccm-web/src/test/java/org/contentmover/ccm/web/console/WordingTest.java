package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void shouldSayHowLongAgoSomethingWas() {
    assertEquals("never", Wording.ago(null, NOW));
    assertEquals("just now", Wording.ago(NOW.minusMillis(1_999), NOW));
    assertEquals("just now", Wording.ago(NOW.plusSeconds(1), NOW));
    assertEquals("2 s ago", Wording.ago(NOW.minusSeconds(2), NOW));
    assertEquals("119 s ago", Wording.ago(NOW.minusSeconds(119), NOW));
    assertEquals("2 min ago", Wording.ago(NOW.minusSeconds(120), NOW));
    assertEquals("119 min ago", Wording.ago(NOW.minusSeconds(119 * 60 + 59), NOW));
    assertEquals("47 h ago", Wording.ago(NOW.minusSeconds(48 * 3600 - 1), NOW));
    assertEquals("2 days ago", Wording.ago(NOW.minusSeconds(48 * 3600), NOW));
    assertEquals("in 3 h", Wording.ago(NOW.plusSeconds(3 * 3600), NOW));
  }

  @Test
  void shouldSayHowLongSomethingTook() {
    assertEquals("0 ms", Wording.length(Duration.ZERO));
    assertEquals("850 ms", Wording.length(Duration.ofMillis(850)));
    assertEquals("1 s", Wording.length(Duration.ofMillis(1_999)));
  }

  @Test
  void shouldSayOneAndSeveral() {
    assertEquals("1 file", Wording.counted(1, "file"));
    assertEquals("0 files", Wording.counted(0, "file"));
  }

  @Test
  void shouldSaySizesInUnitsThatFit() {
    assertEquals("0 B", Wording.bytes(0));
    assertEquals("999 B", Wording.bytes(999));
    assertEquals("1.0 kB", Wording.bytes(1_000));
    assertEquals("1.0 MB", Wording.bytes(999_999));
    assertEquals("1.5 GB", Wording.bytes(1_500_000_000));
    assertEquals("9223.4 PB", Wording.bytes(Long.MAX_VALUE));
  }

  @Test
  void shouldSayConstantsAsWords() {
    assertEquals("catching up", Wording.word("CATCHING_UP"));
    assertEquals("", Wording.word(null));
    assertEquals("2026-01-31 12:00:00 UTC", Wording.clock(NOW));
    assertEquals("", Wording.clock(null));
    assertEquals("–", Wording.version(0));
    assertEquals("7", Wording.version(7));
  }
}
