package org.contentmover.gl.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to the datagrams of one channel in one direction, for tests. Shares are 0 to 1, and
 * each strikes every datagram on its own.
 *
 * @param loss share that vanishes
 * @param duplicate share that comes twice
 * @param reorder share that waits {@value #REORDER_MS} ms longer than the others, so that those
 *     overtake it
 * @param delayMs how long every datagram waits
 */
public record FaultRates(double loss, double duplicate, double reorder, int delayMs) {
  /** How much longer a datagram waits that is to be overtaken. */
  public static final int REORDER_MS = 10;

  /** Longest delay. */
  public static final int MAX_DELAY_MS = 10_000;

  /** Nothing happens. */
  public static final FaultRates NONE = new FaultRates(0, 0, 0, 0);

  private static final Pattern SETTING =
      Pattern.compile(
          "(?:(loss|duplicate|reorder)=(\\d{1,3}(?:\\.\\d{1,6})?)%|(delay)=(\\d{1,5})ms)");

  /** Rejects shares outside 0 to 1, and delays outside 0 to {@value #MAX_DELAY_MS} ms. */
  public FaultRates {
    share("loss", loss);
    share("duplicate", duplicate);
    share("reorder", reorder);
    Checks.inRange("delayMs", delayMs, 0, MAX_DELAY_MS);
  }

  private static void share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " is " + value + "; allowed are 0 to 1");
    }
  }

  /**
   * Reads what an administrator wrote, for example {@code loss=5%,duplicate=0.5%,delay=20ms}; ""
   * for nothing.
   *
   * @throws IllegalArgumentException when it is something else; the message says what is allowed
   */
  public static FaultRates parse(String text) {
    double[] shares = new double[3];
    int delayMs = 0;
    for (String part : text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*", -1)) {
      Matcher setting = SETTING.matcher(part);
      if (!setting.matches()) {
        throw new IllegalArgumentException(
            "\"" + part + "\" is none of loss=N%, duplicate=N%, reorder=N%, delay=Nms");
      }
      if (setting.group(3) != null) {
        delayMs = Integer.parseInt(setting.group(4));
      } else {
        int which = "ldr".indexOf(setting.group(1).charAt(0));
        shares[which] = Double.parseDouble(setting.group(2)) / 100;
      }
    }
    return new FaultRates(shares[0], shares[1], shares[2], delayMs);
  }

  /** Whether anything happens. */
  public boolean any() {
    return !equals(NONE);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "loss=%s%%,duplicate=%s%%,reorder=%s%%,delay=%dms",
        percent(loss),
        percent(duplicate),
        percent(reorder),
        delayMs);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.6f", 100 * share).replaceFirst("\\.?0+$", "");
  }
}
