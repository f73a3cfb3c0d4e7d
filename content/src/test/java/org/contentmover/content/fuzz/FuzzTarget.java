package org.contentmover.content.fuzz;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.contentmover.content.apply.AssignmentFuzz;

/** What is fuzzed. Each has inputs in the folder fuzz/NAME of the test resources. */
enum FuzzTarget {
  ASSIGNMENT(AssignmentFuzz.class),
  MANIFEST(ManifestFuzz.class),
  DATAGRAM(DatagramFuzz.class),
  PIECE(PieceFuzz.class),
  ARCHIVE(ArchiveFuzz.class);

  private final Class<?> type;

  FuzzTarget(Class<?> type) {
    this.type = type;
  }

  Class<?> type() {
    return type;
  }

  /** Inputs that are worth keeping: some that are right, and what once went wrong. */
  List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().toList();
    }
  }

  Path folder() {
    try {
      return Path.of(FuzzTarget.class.getResource("/fuzz/" + type.getSimpleName()).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs inputs the way the fuzzer does. */
  void run(List<byte[]> inputs) throws Throwable {
    call("fuzzerInitialize");
    try {
      Method test = type.getMethod("fuzzerTestOneInput", byte[].class);
      for (byte[] input : inputs) {
        test.invoke(null, (Object) input);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      call("fuzzerTearDown");
    }
  }

  private void call(String name) throws ReflectiveOperationException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)) {
        method.invoke(null);
      }
    }
  }
}
