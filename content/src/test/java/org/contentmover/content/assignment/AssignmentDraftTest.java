package org.contentmover.content.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentDraftTest {
  @TempDir Path directory;
  private Path temporary;
  private WrittenAssignment written;

  @BeforeEach
  void write() throws IOException {
    temporary = Files.writeString(directory.resolve("a~new"), "bytes");
    written = new WrittenAssignment(null, directory.resolve("a"), 5, ContentHash.NONE);
  }

  private AssignmentDraft draft(FileSystemOps ops) {
    return new AssignmentDraft(temporary, written, ops);
  }

  @Test
  void shouldHaveItsNameWhenItIsKept() throws Exception {
    assertSame(written, draft(new DelegatingFileSystem()).keep());
    assertEquals("bytes", Files.readString(written.file()));
    assertFalse(Files.exists(temporary));
  }

  @Test
  void shouldNotBeThereWhenItsNameMayBeLost() {
    FileSystemOps failing =
        new DelegatingFileSystem() {
          @Override
          public void sync(Path path) throws IOException {
            if (Files.isDirectory(path)) {
              throw new IOException("Input/output error");
            }
            super.sync(path);
          }
        };
    assertThrows(IOException.class, () -> draft(failing).keep());
    assertFalse(Files.exists(written.file()));
    assertFalse(Files.exists(temporary));
  }
}
