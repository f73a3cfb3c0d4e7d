package org.contentmover.agent.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.agent.testing.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CcmClockTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final MutableClock own = new MutableClock();
  private final AtomicLong monotonicNs = new AtomicLong(17);
  private final CcmClock clock = new CcmClock(own, monotonicNs::get);

  private void pass(Duration time) {
    own.advance(time);
    monotonicNs.addAndGet(time.toNanos());
  }

  @Test
  void shouldBeTheOwnClockUntilToldOtherwise() {
    pass(HOUR);
    assertEquals(own.instant(), clock.instant());
    assertEquals("", clock.problem());
    assertEquals(own.instant(), clock.byOwnClock(own.instant()));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void shouldGoByTheTimeItWasToldWhateverTheOwnClockDoes(long hours) {
    Instant atCcm = own.instant().minus(Duration.ofHours(hours));
    clock.told(atCcm, clock.askedNs());
    pass(Duration.ofMinutes(5));
    final Instant now = atCcm.plus(Duration.ofMinutes(5));
    assertEquals(now, clock.instant());
    assertEquals(own.instant(), clock.byOwnClock(now), "a deadline for who sees the own clock");
    assertTrue(
        clock.problem().contains("1 h 0 min 0 s " + (hours > 0 ? "ahead of" : "behind")),
        clock.problem());

    own.advance(Duration.ofHours(-hours));
    assertEquals(now, clock.instant());
    assertEquals("", clock.problem(), "it was synchronised");
  }

  /** An answer that somebody holds back must not make the tokens of the CCM live longer. */
  @Test
  void shouldNotBeBehindTheCcmByTheTimeAnAnswerTook() {
    long askedNs = clock.askedNs();
    Instant answered = own.instant().plusSeconds(1);
    pass(Duration.ofSeconds(9));
    clock.told(answered, askedNs);
    Instant thereNow = answered.plusSeconds(8);
    assertFalse(clock.instant().isBefore(thereNow), clock.instant() + " is behind " + thereNow);
    assertTrue(clock.instant().isBefore(thereNow.plusSeconds(2)));
  }

  @Test
  void shouldTakeTheLatestWord() {
    clock.told(own.instant().plus(HOUR), clock.askedNs());
    monotonicNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
    clock.told(own.instant(), clock.askedNs());
    assertEquals(own.instant(), clock.instant());
  }
}
