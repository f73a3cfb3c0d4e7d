package org.contentmover.core.run;

/**
 * How many of a group's servers must be able to take part, and must be staged before commit (CM-7).
 *
 * @param amount a number of servers (1 or more), or a share in percent (0 to 100)
 * @param percent whether {@code amount} is a share
 */
public record Quorum(int amount, boolean percent) {
  /** Half of the group. */
  public static final Quorum DEFAULT = new Quorum(50, true);

  /** What {@link #parse} accepts, for messages. */
  public static final String ALLOWED = "a number of servers from 1, or a share from 0% to 100%";

  public Quorum {
    if (percent ? amount < 0 || amount > 100 : amount < 1) {
      throw new IllegalArgumentException(
          "quorum " + amount + (percent ? "%" : "") + ": allowed is " + ALLOWED);
    }
  }

  /** Reads {@code 3} or {@code 50%}. */
  public static Quorum parse(String text) {
    String trimmed = text.strip();
    boolean share = trimmed.endsWith("%");
    try {
      String digits = share ? trimmed.substring(0, trimmed.length() - 1).strip() : trimmed;
      return new Quorum(Integer.parseInt(digits), share);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("quorum \"" + text + "\": allowed is " + ALLOWED, e);
    }
  }

  /**
   * Servers needed in a group of {@code groupSize}: a share is rounded up, and at least one server
   * is always needed.
   */
  public int needed(int groupSize) {
    long share = ((long) amount * groupSize + 99) / 100;
    return percent ? (int) Math.max(1, share) : amount;
  }

  @Override
  public String toString() {
    return percent ? amount + "%" : Integer.toString(amount);
  }
}
