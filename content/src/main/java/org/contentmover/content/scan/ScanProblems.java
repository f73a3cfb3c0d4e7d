package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.contentmover.content.scan.ScanProblem.Kind;
import org.contentmover.core.manifest.TreePath;

/** Collects problems, each path's first only. Safe for any thread. */
final class ScanProblems {
  private final List<ScanProblem> problems = new ArrayList<>();

  synchronized void add(Kind kind, String path, String detail) {
    problems.add(new ScanProblem(kind, path, detail));
  }

  void changed(String path) {
    add(
        Kind.CHANGED_WHILE_SCANNED,
        path,
        "it changed or vanished while it was scanned; scan again when the tree is quiet");
  }

  void unreadable(String path, IOException cause) {
    String why = cause instanceof AccessDeniedException ? "permission denied" : cause.getMessage();
    add(Kind.UNREADABLE, path, "it cannot be read: " + why);
  }

  synchronized int count() {
    return problems.size();
  }

  synchronized List<ScanProblem> sorted() {
    List<ScanProblem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparing(ScanProblem::path, TreePath.ORDER));
    return sorted;
  }

  void throwIfAny(String root) throws ScanFailure {
    if (count() > 0) {
      throw failure(root);
    }
  }

  ScanFailure failure(String root) {
    return new ScanFailure(root, sorted());
  }
}
