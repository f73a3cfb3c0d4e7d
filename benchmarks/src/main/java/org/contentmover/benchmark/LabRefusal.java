package org.contentmover.benchmark;

/** The lab does nothing of what it was asked: a segment of that name is up, a right is missing. */
public final class LabRefusal extends BenchmarkException {
  private static final long serialVersionUID = 1L;

  LabRefusal(String message) {
    super(message);
  }
}
