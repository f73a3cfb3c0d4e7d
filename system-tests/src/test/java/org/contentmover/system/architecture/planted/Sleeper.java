package org.contentmover.system.architecture.planted;

import java.util.concurrent.TimeUnit;

/** Each method breaks a rule on purpose. */
public final class Sleeper {

  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }

  void sleepInUnits() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1);
  }
}
