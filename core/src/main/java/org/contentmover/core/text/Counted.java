package org.contentmover.core.text;

/** A number and what there is so many of, in the words people use. */
public final class Counted {
  private Counted() {}

  /** "1 server", "2 servers". */
  public static String of(long count, String one) {
    return of(count, one, one + "s");
  }

  /** "1 key box", "2 key boxes". */
  public static String of(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
