package org.contentmover.content.scan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.contentmover.core.manifest.ContentHash;

/**
 * The files of a walked tree whose content is not known, one directory after the other. When
 * something cannot be published no more are given. One thread at a time.
 */
final class UnknownFiles implements Iterator<UnknownFile> {
  private final ScanProblems problems;
  private final Deque<ListedDirectory> open = new ArrayDeque<>();
  private ListedDirectory directory;
  private int at;
  private UnknownFile next;

  UnknownFiles(ListedDirectory root, ScanProblems problems) {
    this.problems = problems;
    open.push(root);
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      if (problems.count() > 0) {
        return false;
      }
      if (directory == null && !enter()) {
        return false;
      }
      look();
    }
    return true;
  }

  private boolean enter() {
    if (open.isEmpty()) {
      return false;
    }
    directory = open.pop();
    at = directory.firstFile();
    List<ListedDirectory> inner = directory.directories();
    for (int i = inner.size() - 1; i >= 0; i--) {
      open.push(inner.get(i));
    }
    return true;
  }

  private void look() {
    if (!directory.hasFile(at)) {
      directory = null;
      return;
    }
    if (directory.isRegularFile(at) && directory.hashOf(at).equals(ContentHash.NONE)) {
      next = new UnknownFile(directory, at);
    }
    at = directory.nextFile(at);
  }

  @Override
  public UnknownFile next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    UnknownFile found = next;
    next = null;
    return found;
  }
}
