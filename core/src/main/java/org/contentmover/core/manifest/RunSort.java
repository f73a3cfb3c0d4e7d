package org.contentmover.core.manifest;

import java.util.Arrays;

/**
 * Sorts numbers that stand for something, without an object for each as the JDK needs it. What
 * comes in runs, rising or falling, takes little more than one look at each.
 */
final class RunSort {
  /** The order of what two numbers stand for; never 0 for different numbers. */
  @FunctionalInterface
  interface Order {
    int compare(int a, int b);
  }

  private final Order order;
  private int[] items;
  private int[] spare;

  /** Where each run begins, and where the last one ends. */
  private int[] bounds = new int[16];

  private int runs;

  private RunSort(int[] items, Order order) {
    this.items = items;
    this.order = order;
  }

  /** The numbers in order; the array given may be used for them, or left in disorder. */
  static int[] sorted(int[] items, Order order) {
    RunSort sort = new RunSort(items, order);
    sort.findRuns();
    while (sort.runs > 1) {
      sort.mergePairs();
    }
    return sort.items;
  }

  private void findRuns() {
    int start = 0;
    while (start < items.length) {
      int end = start + 1;
      if (end < items.length && order.compare(items[start], items[end]) > 0) {
        while (end < items.length && order.compare(items[end - 1], items[end]) > 0) {
          end++;
        }
        reverse(start, end);
      } else {
        while (end < items.length && order.compare(items[end - 1], items[end]) < 0) {
          end++;
        }
      }
      if (runs + 1 == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * bounds.length);
      }
      bounds[runs++] = start;
      start = end;
    }
    bounds[runs] = items.length;
  }

  private void reverse(int start, int end) {
    for (int i = start, j = end - 1; i < j; i++, j--) {
      int item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
  }

  private void mergePairs() {
    if (spare == null) {
      spare = new int[items.length];
    }
    int merged = 0;
    for (int run = 0; run < runs; run += 2) {
      int start = bounds[run];
      int middle = bounds[run + 1];
      int end = run + 2 <= runs ? bounds[run + 2] : middle;
      merge(start, middle, end);
      bounds[merged++] = start;
    }
    bounds[merged] = items.length;
    runs = merged;
    int[] sorted = spare;
    spare = items;
    items = sorted;
  }

  private void merge(int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          right == end || left < middle && order.compare(items[left], items[right]) < 0;
      spare[i] = takeLeft ? items[left++] : items[right++];
    }
  }
}
