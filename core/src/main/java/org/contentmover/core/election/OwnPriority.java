package org.contentmover.core.election;

/**
 * One server's priority over time (EL-3). Measurements vary all the time; a priority that varied
 * with them would change the order of candidates from one election to the next, so the load counts
 * as a mean, and a computed priority replaces the one in force only when it differs clearly. The
 * administrator's word holds at once.
 *
 * <p>Owned by one thread.
 */
public final class OwnPriority {
  /** By how much a computed priority must differ to replace the one in force. */
  public static final int STEADINESS = 5;

  /** The mean goes over about as many measurements; the agent measures every 30 s. */
  private static final int LOAD_MEAN_OVER = 8;

  private static final int UNKNOWN = -1;

  private final PriorityWeights weights;
  private int preference;
  private boolean preferenceIsNew = true;
  private int priority;
  private int meanLoadPermille = UNKNOWN;

  /** A server of which nothing is measured yet: its priority is its preference. */
  public OwnPriority(PriorityWeights weights, int preference) {
    this.weights = weights;
    this.preference = preference;
    this.priority = preference;
  }

  /** What the administrator wants of this server. */
  public int preference() {
    return preference;
  }

  /** The administrator wants something else of this server; holds from the next measurement on. */
  public void onPreference(int newPreference) {
    preferenceIsNew |= newPreference != preference;
    preference = newPreference;
  }

  /** Takes a measurement, and gives the priority in force from now on. */
  public int onMeasured(PriorityInputs known) {
    meanLoadPermille = meanLoad(known.loadPermille());
    int computed = PriorityFormula.priority(weights, preference, known, meanLoadPermille);
    if (preferenceIsNew || Math.abs(computed - priority) >= STEADINESS) {
      priority = computed;
    }
    preferenceIsNew = false;
    return priority;
  }

  private int meanLoad(int loadPermille) {
    if (loadPermille < 0 || meanLoadPermille < 0) {
      return loadPermille;
    }
    return meanLoadPermille + (loadPermille - meanLoadPermille) / LOAD_MEAN_OVER;
  }
}
