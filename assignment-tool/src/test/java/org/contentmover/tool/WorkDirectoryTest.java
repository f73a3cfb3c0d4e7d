package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two that begin to work on one tree at the same time. */
class WorkDirectoryTest {
  @TempDir Path directory;
  private final List<WorkDirectory> others = new ArrayList<>();
  private Path tree;

  @BeforeEach
  void makeATree() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
  }

  private void recover() {
    try {
      WorkDirectory.recover(tree, new PrintStream(new ByteArrayOutputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beginToo() {
    recover();
    try {
      others.add(WorkDirectory.begin(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void findsAnother(Runnable meanwhile) {
    ToolFailure failure =
        assertThrows(ToolFailure.class, () -> WorkDirectory.begin(tree, meanwhile));
    assertTrue(failure.getMessage().contains("another apply works on"), failure.getMessage());
  }

  @Test
  void shouldNotWorkInADirectoryThatIsGone() {
    findsAnother(this::recover);
  }

  @Test
  void shouldNotWorkInTheDirectoryOfAnother() throws IOException {
    findsAnother(this::beginToo);
    assertTrue(Files.exists(others.get(0).sites()));
    others.get(0).close();
    WorkDirectory.begin(tree).close();
  }
}
