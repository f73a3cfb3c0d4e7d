package org.contentmover.ccm.problem;

import java.util.Optional;

/**
 * What the caller holds is older than what is known (409; 412 for a conditional change): a report
 * with an old (epoch, sequence) or a change based on an old revision (EL-6, UI-2).
 */
public final class Outdated extends Conflict {
  private static final long serialVersionUID = 1L;
  private final String held;
  private final transient Optional<Position> position;

  /** Of a report. */
  public record Position(long epoch, long sequence) {
    @Override
    public String toString() {
      return "epoch " + epoch + ", sequence " + sequence;
    }
  }

  public Outdated(String message, String held) {
    super(message);
    this.held = held;
    this.position = Optional.empty();
  }

  public Outdated(String message, Position held) {
    super(message);
    this.held = held.toString();
    this.position = Optional.of(held);
  }

  /** What the CCM holds, for example {@code epoch 7, sequence 41} or {@code revision 3}. */
  public String held() {
    return held;
  }

  /** The same as numbers, when it is a report that is held. */
  public Optional<Position> position() {
    return position;
  }
}
