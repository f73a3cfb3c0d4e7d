package org.contentmover.ccm.version.plan;

import java.util.UUID;

/**
 * One sign of life of a planning attempt, given again and again. One that cannot be given is logged
 * and the next one follows: a scheduler would end all of them at the first exception, and the
 * attempt would be taken for dead while it works.
 */
final class SignOfLife implements Runnable {
  private static final System.Logger LOG = System.getLogger(SignOfLife.class.getName());

  private final PlanBoard board;
  private final UUID run;
  private final int attempt;

  SignOfLife(PlanBoard board, UUID run, int attempt) {
    this.board = board;
    this.run = run;
    this.attempt = attempt;
  }

  @Override
  public void run() {
    try {
      board.alive(run, attempt);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Planning of run "
              + run
              + " goes on but could not note so in the database; tried again in a moment",
          e);
    }
  }
}
