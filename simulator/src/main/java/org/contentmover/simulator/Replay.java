package org.contentmover.simulator;

/**
 * Runs one seed, or several, and shows what happens: {@code Replay --seed 42} prints a trace,
 * {@code Replay --seeds 1..200} a line for each.
 */
public final class Replay {
  private Replay() {}

  /** The command that repeats a seed after a build, from the root of the repository. */
  static String command(long seed) {
    return "java -cp core/target/classes:simulator/target/classes "
        + Replay.class.getName()
        + " --seed "
        + seed;
  }

  /**
   * Entry point.
   *
   * @param args {@code --seed N} or {@code --seeds FIRST..LAST}
   */
  public static void main(String[] args) {
    if (args.length == 2 && args[0].equals("--seed") && args[1].matches("-?\\d{1,18}")) {
      System.exit(one(Long.parseLong(args[1])));
    }
    if (args.length == 2
        && args[0].equals("--seeds")
        && args[1].matches("\\d{1,9}\\.\\.\\d{1,9}")) {
      String[] bounds = args[1].split("\\.\\.");
      System.exit(many(Long.parseLong(bounds[0]), Long.parseLong(bounds[1])));
    }
    System.err.println("usage: Replay --seed N | --seeds FIRST..LAST");
    System.exit(2);
  }

  private static int one(long seed) {
    Scenario scenario = Scenario.of(seed);
    System.out.println(scenario);
    return run(scenario, Trace.to(System.out::println));
  }

  private static int many(long first, long last) {
    int worst = 0;
    for (long seed = first; seed <= last; seed++) {
      worst = Math.max(worst, run(Scenario.of(seed), Trace.off()));
    }
    return worst;
  }

  private static int run(Scenario scenario, Trace trace) {
    try {
      SegmentRun.Result result = new SegmentRun(scenario, trace, MemberFactory.real()).run();
      System.out.println("seed " + scenario.seed() + " holds: " + result);
      return 0;
    } catch (InvariantViolation broken) {
      System.out.println("BROKEN: " + broken.getMessage());
      return 1;
    }
  }
}
