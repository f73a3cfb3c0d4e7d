package org.contentmover.content.scan;

import java.util.List;

/** A tree that cannot be published as it is. Names every problem found, not only the first. */
public final class ScanFailure extends Exception {
  private static final long serialVersionUID = 1;

  private static final int SHOWN = 20;

  private final transient List<ScanProblem> problems;

  public ScanFailure(String root, List<ScanProblem> problems) {
    super(describe(root, problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of their paths. */
  public List<ScanProblem> problems() {
    return problems;
  }

  private static String describe(String root, List<ScanProblem> problems) {
    StringBuilder text = new StringBuilder("the tree ").append(root).append(" cannot be taken: ");
    for (int i = 0; i < Math.min(SHOWN, problems.size()); i++) {
      text.append(i == 0 ? "" : "; ").append(problems.get(i));
    }
    if (problems.size() > SHOWN) {
      text.append("; and ").append(problems.size() - SHOWN).append(" more");
    }
    return text.toString();
  }
}
