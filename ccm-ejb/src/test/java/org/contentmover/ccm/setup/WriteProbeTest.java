package org.contentmover.ccm.setup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.content.disk.FileSystemOps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteProbeTest {
  private static final String FULL = "No space left on device";
  @TempDir Path directory;
  private final List<String> steps = new ArrayList<>();

  @Test
  void shouldWriteABlockToTheDiskAndTakeItAway() throws IOException {
    WriteProbe.tryOut(disk(WriteProbe.BYTES, null), directory);
    assertEquals(List.of("createFile", "sync", "delete"), steps);
    assertArrayEquals(new String[0], directory.toFile().list());
  }

  @Test
  void shouldNoticeThatNoBlockIsLeftThoughAnEmptyFileCanBeMade() {
    IOException full =
        assertThrows(IOException.class, () -> WriteProbe.tryOut(disk(0, null), directory));
    assertEquals(FULL, full.getMessage());
    assertArrayEquals(new String[0], directory.toFile().list());
  }

  @Test
  void shouldNoticeThatTheDiskDoesNotTakeWhatWasWritten() {
    FileSystemOps late = disk(WriteProbe.BYTES, "sync");
    assertThrows(IOException.class, () -> WriteProbe.tryOut(late, directory));
    assertArrayEquals(new String[0], directory.toFile().list());
  }

  private FileSystemOps disk(int freeBytes, String refused) {
    return (FileSystemOps)
        Proxy.newProxyInstance(
            FileSystemOps.class.getClassLoader(),
            new Class<?>[] {FileSystemOps.class},
            (self, method, arguments) -> {
              steps.add(method.getName());
              if (method.getName().equals(refused)) {
                throw new IOException(FULL);
              }
              try {
                Object result = method.invoke(FileSystemOps.REAL, arguments);
                return result instanceof OutputStream out ? bounded(out, freeBytes) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static OutputStream bounded(OutputStream out, int freeBytes) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > freeBytes) {
          throw new IOException(FULL);
        }
        out.write(bytes, offset, length);
      }
    };
  }
}
