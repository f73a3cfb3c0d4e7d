package org.contentmover.system.architecture.planted;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Each method breaks a rule on purpose. */
public final class Impure {

  long nanoTime() {
    return System.nanoTime();
  }

  long currentTimeMillis() {
    return System.currentTimeMillis();
  }

  Instant now() {
    return Instant.now();
  }

  double random() {
    return Math.random();
  }

  int threadLocalRandom() {
    return ThreadLocalRandom.current().nextInt();
  }

  UUID randomUuid() {
    return UUID.randomUUID();
  }

  Random seededByTheClock() {
    return new Random();
  }
}
