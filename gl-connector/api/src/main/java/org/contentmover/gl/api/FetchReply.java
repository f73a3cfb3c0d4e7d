package org.contentmover.gl.api;

/**
 * Takes what the agent has fetched so far of one {@link RangesWanted}: whatever happens to the
 * process, that is not wanted again (LD-3, LD-5).
 *
 * <p>May be called inside the delivery or later, from any thread; never blocks. What is told of a
 * reception that is over is dropped. The end of the fetch is told by {@link
 * GlConnection#rangesFilled}.
 */
public interface FetchReply {
  /**
   * The agent has written this part of the wanted ranges into the file. Parts that follow each
   * other are told in their order: what lies on both sides of a border counts as well.
   *
   * @param part of some size, for it is read once: a megabyte, or a whole range that is smaller
   * @throws IllegalArgumentException when it goes beyond the end of the assignment
   */
  void fetched(ByteRange part);
}
