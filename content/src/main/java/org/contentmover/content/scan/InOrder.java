package org.contentmover.content.scan;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.contentmover.core.manifest.TreePath;

/**
 * Goes through what is content of a walked tree in canonical order. What is in a directory does not
 * follow it at once: "a", "a-b", "a/c". Takes no recursion, however deep the tree is; one thread.
 */
final class InOrder {
  /** Is shown each entry once. */
  interface Visitor {
    void directory(ListedDirectory directory) throws IOException;

    /** A file or symlink of a directory. */
    void file(ListedDirectory directory, int at) throws IOException;
  }

  private final Visitor visitor;
  private final Deque<Level> open = new ArrayDeque<>();

  private InOrder(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Shows all entries; the files of each directory are forgotten afterwards. */
  static void visit(ListedDirectory root, Visitor visitor) throws IOException {
    new InOrder(visitor).visit(root);
  }

  private void visit(ListedDirectory root) throws IOException {
    visitor.directory(root);
    open.push(new Level(root));
    while (!open.isEmpty()) {
      Level level = open.element();
      ListedDirectory inner = level.goOn();
      if (inner == null) {
        level.directory.forgetFiles();
        open.pop();
      } else {
        open.push(new Level(inner));
      }
    }
  }

  /** One directory: its files, the directories in it, and what is in these, as three sequences. */
  private final class Level {
    private final ListedDirectory directory;
    private final List<ListedDirectory> entries;
    private final List<ListedDirectory> insides;
    private int file;
    private int entry;
    private int inside;

    Level(ListedDirectory directory) {
      this.directory = directory;
      this.file = directory.firstFile();
      this.entries = directory.directories().stream().filter(ListedDirectory::isTaken).toList();
      this.insides =
          entries.stream().sorted(Comparator.comparing(Level::inside, TreePath.ORDER)).toList();
    }

    private static String inside(ListedDirectory directory) {
      return directory.path() + '/';
    }

    /** Shows entries until the inside of a directory comes; null when there is nothing left. */
    ListedDirectory goOn() throws IOException {
      while (true) {
        if (inside == insides.size()) {
          showFiles(null);
          return null;
        }
        String next = inside(insides.get(inside));
        boolean entryFirst =
            entry < entries.size() && TreePath.ORDER.compare(entries.get(entry).path(), next) < 0;
        String until = entryFirst ? entries.get(entry).path() : next;
        showFiles(until);
        if (!entryFirst) {
          return insides.get(inside++);
        }
        visitor.directory(entries.get(entry++));
      }
    }

    private void showFiles(String until) throws IOException {
      while (directory.hasFile(file)
          && (until == null || TreePath.ORDER.compare(directory.pathOf(file), until) < 0)) {
        visitor.file(directory, file);
        file = directory.nextFile(file);
      }
    }
  }
}
