package org.contentmover.content.seal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which parts of an assignment's data are sealed (CM-15), each by itself: plain and sealed ones by
 * turns.
 *
 * <p>Immutable, usable from any thread.
 */
public final class DataParts {
  /** Some 20 KiB of header. */
  public static final int MAX_PARTS = 4_096;

  /** So many of them cannot overflow a number. */
  private static final long MAX_PART_BYTES = 1L << 50;

  /** Of what has no data. */
  public static final DataParts NONE = of(List.of());

  private final List<Long> lengths;
  private final List<Part> parts = new ArrayList<>();
  private long bytes;
  private long travellingBytes;
  private long sealedBytes;

  /**
   * One of them.
   *
   * @param number from 0, those of no length included
   * @param offset where it begins in the data
   * @param bytes how long it is
   * @param travelsAt where it begins in the data as they travel
   * @param travellingBytes how long it is there
   */
  public record Part(
      int number, boolean isSealed, long offset, long bytes, long travelsAt, long travellingBytes) {
    public long end() {
      return offset + bytes;
    }
  }

  private DataParts(List<Long> lengths) {
    this.lengths = List.copyOf(lengths);
    if (lengths.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          lengths.size() + " parts of data; " + MAX_PARTS + " are allowed");
    }
    for (int number = 0; number < lengths.size(); number++) {
      add(number, lengths.get(number));
    }
  }

  private void add(int number, long length) {
    boolean mayBeEmpty = number == 0 && lengths.size() > 1;
    if (length < (mayBeEmpty ? 0 : 1) || length > MAX_PART_BYTES) {
      throw new IllegalArgumentException(
          "part " + number + " of the data has " + length + " bytes");
    }
    boolean isSealed = number % 2 == 1;
    long travelling = isSealed ? SealedSections.sealedBytes(length) : length;
    if (length > 0) {
      parts.add(new Part(number, isSealed, bytes, length, travellingBytes, travelling));
    }
    bytes += length;
    travellingBytes += travelling;
    sealedBytes += isSealed ? length : 0;
  }

  /**
   * Parts of these lengths, the first of them plain.
   *
   * @throws IllegalArgumentException when there are no such parts, saying why
   */
  public static DataParts of(List<Long> lengths) {
    return new DataParts(lengths);
  }

  /** That much data, all of it sealed. */
  public static DataParts allSealed(long bytes) {
    return bytes == 0 ? NONE : of(List.of(0L, bytes));
  }

  /** As they are in a header. */
  List<Long> lengths() {
    return lengths;
  }

  /** Those that have bytes, in their order. */
  public List<Part> parts() {
    return Collections.unmodifiableList(parts);
  }

  /** Length of the data. */
  public long bytes() {
    return bytes;
  }

  /** Length of the data as they travel. */
  public long travellingBytes() {
    return travellingBytes;
  }

  /** How much of the data is sealed. */
  public long sealedBytes() {
    return sealedBytes;
  }

  public boolean areAllSealed() {
    return sealedBytes == bytes;
  }

  @Override
  public String toString() {
    return sealedBytes + " of " + bytes + " bytes sealed";
  }
}
