package org.contentmover.content.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
  private static final String MARK = UUID.randomUUID().toString();

  @Test
  void shouldSayThatNothingLivesOn() throws Exception {
    Process process = new ProcessBuilder("sleep", "1000").start();
    assertEquals(List.of(), new ProcessTree(process, MARK).end());
    assertFalse(process.isAlive());
  }

  @Test
  void shouldSayWhatCannotBeEnded() throws Exception {
    Process process = new ProcessBuilder("sleep", "1000").start();
    try {
      assertEquals(List.of(process.pid()), new ProcessTree(new AnotherUsers(process), MARK).end());
      assertTrue(process.isAlive());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldTellTheAdministratorWhatLivesOn() {
    assertEquals(
        "was ended with all it had started after 0.3 s, its time limit",
        InstalledHooks.overLimit("0.3 s", List.of()));
    String text = InstalledHooks.overLimit("0.3 s", List.of(7L, 12L));
    assertTrue(text.startsWith("reached its time limit after 0.3 s, and processes [7, 12]"), text);
    assertFalse(text.contains("was ended"), text);
  }

  /** A process as the kernel shows it to those who may not kill it. */
  private static final class AnotherUsers extends Process {
    private final Process process;

    AnotherUsers(Process process) {
      this.process = process;
    }

    @Override
    public void destroy() {}

    @Override
    public Process destroyForcibly() {
      return this;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      return process.waitFor(timeout, unit);
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public ProcessHandle toHandle() {
      return process.toHandle();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
      return process.descendants();
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return process.getErrorStream();
    }
  }
}
