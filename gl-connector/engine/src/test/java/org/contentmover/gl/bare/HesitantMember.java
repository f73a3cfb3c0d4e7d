package org.contentmover.gl.bare;

import java.util.concurrent.locks.LockSupport;

/**
 * A member whose agent never ends its work on what it has received, so that nothing is reported.
 */
final class HesitantMember {
  private HesitantMember() {}

  /** As {@link BareMember#main}. */
  public static void main(String[] arguments) throws InterruptedException {
    BareMember.run(
        Options.parseOrExit(arguments),
        Commands::new,
        received -> {
          while (true) {
            LockSupport.park();
          }
        });
  }
}
